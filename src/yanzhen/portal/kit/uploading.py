"""A file out of a form: its name and its bytes, no more of them than are ever taken."""

from django.http import HttpRequest

READ_AT_MOST = 32 * 1024 * 1024
"""More than any file that is taken: what is larger is cut, and refused for its size."""


def all_uploaded(request: HttpRequest) -> list[tuple[str, str, bytes]]:
    """Every file of a form: the field, which is what was asked for, its name and its bytes."""
    return [
        (field, one.name or "", one.read(READ_AT_MOST))
        for field, files in request.FILES.lists()
        for one in files
    ]


def uploaded(request: HttpRequest, field: str = "upload") -> tuple[str, bytes]:
    """The file of a field; an empty one where none was chosen."""
    file = request.FILES.get(field)
    if file is None:
        return "", b""
    return file.name or "", file.read(READ_AT_MOST)
