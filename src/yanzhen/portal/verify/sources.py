"""Whose cards the doorkeeper's page knows: where it fetches keys and status lists.

One installation, this one, with all its cities. The keys of another installation are another
Source: name its addresses in SOURCES. The page may then fetch from there too.
"""

from dataclasses import asdict, dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Source:
    """`{city}` in the address of the lists is filled in for each city that the keys name."""

    keys: str
    status: str

    @property
    def origin(self) -> str:
        """The other installation, or nothing."""
        parts = urlsplit(self.keys)
        return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


SOURCES = (Source("/.well-known/jwks.json", "/cards/{city}/status"),)


def as_data() -> list[dict[str, str]]:
    """The sources, as the page's script takes them."""
    return [asdict(one) for one in SOURCES]


def policy() -> str:
    """What the page may load: its own files, and the sources' keys and lists."""
    origins = sorted({one.origin for one in SOURCES} - {""})
    own = ("script-src", "style-src", "worker-src", "manifest-src")
    return "; ".join([
        "default-src 'none'", *(f"{what} 'self'" for what in own), "img-src 'self' data:",
        " ".join(["connect-src 'self'", *origins]), "base-uri 'none'", "form-action 'none'",
        "frame-ancestors 'none'",
    ])  # fmt: skip
