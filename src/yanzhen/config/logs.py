"""What the log says: lines for a person, JSON for a machine, and nobody's data in either.

>>> without_personal_data("李娜 430302199001011234 at 13800000000 <li@example.cn>")
'李娜 [id] at [phone] <[mail]>'

Whatever looks like the number of a card, a phone or an account is taken out of the finished line,
so a trace or a fault of the database cannot carry one either; nor does the row that a constraint
refused (`DETAIL`). Nothing logs names on purpose.
"""

import logging
import re
from contextvars import ContextVar
from typing import Any

from pythonjsonlogger.json import JsonFormatter

NUMBER: ContextVar[str] = ContextVar("yanzhen_request_number", default="")
"""The request that is answered right now; empty in a worker."""

_DIGITS = "[0-9０-９]"
_ALONE = (r"(?<![0-9０-９A-Za-z])", r"(?![0-9０-９A-Za-z])")
PERSONAL = tuple(
    (re.compile(_ALONE[0] + pattern + _ALONE[1]), instead)
    for pattern, instead in (
        (f"{_DIGITS}{{17}}[0-9０-９XxＸｘ]", "[id]"),
        (f"{_DIGITS}{{15}}", "[id]"),
        (r"[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}", "[id]"),
        (r"[A-Z]{1,2}[0-9]{7,10}", "[id]"),  # passports and permits
        (f"(?:(?:\\+|00)?86[- ]?)?[1１][3-9３-９]{_DIGITS}{{9}}", "[phone]"),
        (f"{_DIGITS}{{16,19}}", "[account]"),
    )
)
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# What follows is the refused row itself; inside JSON a line's end is the two characters \n.
DETAIL = re.compile(r"(DETAIL: ).*?(?=\\n|\n|\"|$)")


def without_personal_data(text: str) -> str:
    """The text without whatever looks like the number or address of a person."""
    text = DETAIL.sub(r"\1[row]", text)
    for pattern, instead in PERSONAL:
        text = pattern.sub(instead, text)
    return MAIL.sub("[mail]", text)


class Line(logging.Formatter):
    """A line to be read on a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        number = NUMBER.get()
        line = super().format(record)
        return without_personal_data(f"{line} [{number}]" if number else line)


class Json(JsonFormatter):
    """A line of JSON: time, level, logger, message, the request's number, what was told beside."""

    def add_fields(
        self, log_data: dict[str, Any], record: logging.LogRecord, message_dict: dict[str, Any]
    ) -> None:
        super().add_fields(log_data, record, message_dict)
        if number := NUMBER.get():
            log_data["request"] = number

    def format(self, record: logging.LogRecord) -> str:
        return without_personal_data(super().format(record))


def logging_in(form: str) -> dict[str, Any]:
    """Django's words for a log in this form, `line` or `json`, on the standard error stream."""
    words = "{asctime} {levelname} {name}: {message}"
    names = {"asctime": "time", "levelname": "level", "name": "logger"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {"()": Line, "format": words, "style": "{"},
            "json": {
                "()": Json,
                "fmt": words,
                "style": "{",
                "rename_fields": names,
                "json_ensure_ascii": False,
            },
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": form}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            # A wrong address is the visitor's affair.
            "django.request": {"level": "ERROR"},
            # A terminal is for people: there the requests that went well are not listed.
            "yanzhen.requests": {"level": "INFO" if form == "json" else "WARNING"},
        },
    }
