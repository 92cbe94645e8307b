"""What sealing refuses.

UnfitKeys       the keys of the settings cannot be used; says which and why
CannotOpen      sealed data that no key of ours opens: another key, another column, or damaged
"""


class UnfitKeys(ValueError):
    """The keys cannot be used."""

    code = "unfit_keys"

    def __init__(self, zh: str, en: str) -> None:
        self.zh, self.en = zh, en
        super().__init__(f"{zh}\n{en}")


class CannotOpen(ValueError):
    """The sealed data cannot be opened. Never says what was in it."""

    code = "cannot_open"
