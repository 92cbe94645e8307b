"""What the audit log refuses.

Unrecordable    details that cannot be written down exactly: floats, dates, keys that are no text
"""


class Unrecordable(TypeError):
    """A caller's mistake: what it wants recorded has no exact form."""

    code = "unrecordable"
