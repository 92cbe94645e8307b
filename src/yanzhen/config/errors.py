"""What can go wrong while starting, each a sentence for the person at the keyboard.

>>> str(CannotStart("端口被占用。", "The port is taken."))
'端口被占用。\\nThe port is taken.'
"""


class CannotStart(Exception):
    """The service cannot start; says why and what to do, in Chinese and in English."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh}\n{en}")
