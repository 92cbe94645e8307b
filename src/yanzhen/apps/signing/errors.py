"""What signing refuses.

NoSuchKey         there is no such key in her reach
SigningRefused    nothing was changed: every reason with its field, in both languages
Untrusted         a signed text is not to be believed: a stable code and the sentence
"""

from collections.abc import Iterable
from dataclasses import dataclass

from yanzhen.policy.vocabulary import Label


class NoSuchKey(LookupError):
    """There is no such key."""

    code = "no_such_key"


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason: a stable code, the field that it speaks of, the sentence."""

    code: str
    reason: Label
    field: str = ""


class SigningRefused(ValueError):
    """Nothing was changed, for these reasons."""

    code = "signing_refused"

    def __init__(self, refusals: Iterable[Refusal]) -> None:
        self.refusals = tuple(refusals)
        super().__init__(" ".join(one.reason.zh for one in self.refusals))


REASONS = {
    "malformed": Label("不是完整的签名文件。", "This is not a whole signed document."),
    "duplicate": Label("签名文件里有重复的项目。", "The signed document names something twice."),
    "wrong_kind": Label("签名文件的种类不对。", "This is a signed document of another kind."),
    "unknown_key": Label("签名用的密钥不认识。", "It is signed by a key that is not known."),
    "wrong_city": Label("签名的城市与文件的城市不同。", "It is signed by another city's key."),
    "bad_signature": Label(
        "签名不对：文件被改过，或是伪造的。", "The signature is wrong: it was changed or forged."
    ),
    "key_retired": Label(
        "密钥停用之后不能再签发文件。", "The key was out of use before this was signed."
    ),
    "not_yet": Label("文件还没有生效。", "The document does not hold yet."),
    "expired": Label("文件已过期。", "The document has expired."),
}
"""Why a signed document is not believed."""


class Untrusted(ValueError):
    """A signed document that is not to be believed."""

    def __init__(self, code: str) -> None:
        self.code, self.reason = code, REASONS[code]
        super().__init__(f"{self.reason.zh} {self.reason.en}")
