"""Looking at a file before it is kept: what it really is, how large, whether it hides something.

The name decides nothing: the content does. What cannot be opened safely is refused with a
sentence; a scanner for viruses is asked by `scanning`.

>>> examine("scan.jpg", b"%PDF-1.7 ...").kind
'pdf'
"""

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import filetype

from yanzhen.policy.vocabulary import Label

LARGEST = 20 * 1024 * 1024
LARGEST_UNPACKED = 200 * 1024 * 1024
MOST_ENTRIES = 5_000
BLOCK = 1 << 18
LONGEST_NAME = 150

PLAIN = {
    "application/pdf": "pdf",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/heic": "heic",
}
# A packed document is told by a part that only it has.
PACKED = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "OFD.xml": "ofd"}
MEDIA = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "png": "image/png",
    "heic": "image/heic",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ofd": "application/ofd",
}
ZIP = b"PK\x03\x04"

EMPTY_FILE = Label(
    "文件是空的；请检查后重新上传。", "The file is empty; check it and upload it again."
)
TOO_LARGE = Label(
    f"文件超过 {LARGEST >> 20} MB；请压缩图片或分开上传。",
    f"The file is larger than {LARGEST >> 20} MB; make the picture smaller or split the file.",
)
OTHER_KIND = Label(
    "只收 PDF、JPG、PNG、HEIC、OFD、DOCX、XLSX 文件；请换一种格式。（看的是内容，不是扩展名）",
    "Only PDF, JPG, PNG, HEIC, OFD, DOCX and XLSX are taken; use another format. (The content "
    "counts, not the name.)",
)
BOMB = Label(
    "文件解开后过大，无法安全打开；请另存一份再上传。",
    "The file unpacks to too much to be opened safely; save it anew and upload that.",
)
BROKEN = Label(
    "文件不完整或已损坏；请重新导出后上传。", "The file is incomplete or damaged; export it again."
)
MACROS = Label(
    "文件带有宏，不能接收；请另存为不带宏的格式。",
    "The file holds macros and cannot be taken; save it without them.",
)
REACHES_OUT = Label(
    "表格引用了其他文件；请把数值粘贴进来再上传。",
    "The sheet refers to other files; paste the values and upload it again.",
)
NESTED = Label("压缩包里还有压缩包，不能接收。", "An archive inside an archive cannot be taken.")
LOCKED = Label(
    "文件有密码；请去掉密码后上传。", "The file has a password; remove it and upload it again."
)


@dataclass(frozen=True, slots=True)
class Examined:
    """What a file is, and the name under which it is kept."""

    kind: str
    media_type: str
    name: str


class MaterialRefused(Exception):
    """The file is not taken; `reason` says why and what to do."""

    code = "material_refused"

    def __init__(self, reason: Label) -> None:
        self.reason = reason
        super().__init__(reason.zh)


def examine(name: str, body: bytes) -> Examined:
    """What the file is; MaterialRefused when it is not taken."""
    if not body:
        raise MaterialRefused(EMPTY_FILE)
    if len(body) > LARGEST:
        raise MaterialRefused(TOO_LARGE)
    kind = _packed(body) if body.startswith(ZIP) else _plain(body)
    return Examined(kind, MEDIA[kind], clean_name(name, kind))


def clean_name(name: str, kind: str) -> str:
    """The last part of a name without what confuses readers and shells, with the true ending."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    stem = last.rsplit(".", 1)[0] if "." in last else last
    kept = "".join(one for one in stem if one.isprintable() and one not in '<>:"|?*')
    return f"{kept.strip(' .')[:LONGEST_NAME] or 'file'}.{kind}"


def _plain(body: bytes) -> str:
    found = filetype.guess(body)
    kind = PLAIN.get(found.mime) if found else None
    if kind is None:
        raise MaterialRefused(OTHER_KIND)
    if kind == "pdf" and b"/Encrypt" in body:
        raise MaterialRefused(LOCKED)
    return kind


def _packed(body: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(body)) as archive:
            names = archive.namelist()
            _weigh(archive)
            kind = next((kind for part, kind in PACKED.items() if part in names), None)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError):
        raise MaterialRefused(BROKEN) from None
    except RuntimeError:  # how zipfile says that a part is encrypted
        raise MaterialRefused(LOCKED) from None
    if kind is None:
        raise MaterialRefused(OTHER_KIND)
    for obstacle in _hidden(names):
        raise MaterialRefused(obstacle)
    return kind


def _weigh(archive: zipfile.ZipFile) -> None:
    """Unpack everything once, believing no size that is only declared."""
    if len(archive.infolist()) > MOST_ENTRIES:
        raise MaterialRefused(BOMB)
    total = 0
    for info in archive.infolist():
        with archive.open(info) as part:
            # A declared size that is too small would hide the rest of the part; zipfile offers no
            # other way to set it aside.
            part._left = LARGEST_UNPACKED + 2 * BLOCK  # type: ignore[attr-defined]  # private there
            while block := part.read(BLOCK):
                total += len(block)
                if total > LARGEST_UNPACKED:
                    raise MaterialRefused(BOMB)


def _hidden(names: list[str]) -> Iterator[Label]:
    """What a packed document must not carry."""
    lower = [name.lower() for name in names]
    if any(name.endswith("vbaproject.bin") for name in lower):
        yield MACROS
    if any(name.startswith("xl/externallinks/") for name in lower):
        yield REACHES_OUT
    if any(name.endswith((".zip", ".rar", ".7z", ".gz")) for name in lower):
        yield NESTED
