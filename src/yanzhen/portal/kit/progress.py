"""Work that goes on in the background, as a bar that asks again until it is done."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Bar:
    """How far something is; `address` answers with the same bar anew."""

    address: str
    sentence: str
    done: int = 0
    total: int | None = None
    is_finished: bool = False
    is_failed: bool = False
    result: str = ""
    result_label: str = ""

    @property
    def is_open(self) -> bool:
        return not (self.is_finished or self.is_failed)
