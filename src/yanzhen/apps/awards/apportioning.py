"""What was decided for a case, told apart by the rules that it was decided under.

>>> apportion(150, ((100, 100), (0, 200)))
(100, 50)
>>> apportion(None, ((100, 100), (40, 40)))
(100, 40)

A decision names one sum for the case. Each rule gets what it gives by itself; where a clause leaves
its sum open, what the decision adds goes to it, up to its ceiling, in the order of the document.
"""

from collections.abc import Sequence

Limits = tuple[int, int | None]
"""The least and the greatest sum of a rule; the same number twice where it is settled."""


def apportion(decided_fen: int | None, limits: Sequence[Limits]) -> tuple[int, ...]:
    """A sum for each rule, together exactly what was decided."""
    shares = [low for low, _ in limits]
    if decided_fen is None or not shares:
        return tuple(shares)
    over = sum(shares) - decided_fen
    for number in reversed(range(len(shares))):  # less was decided: the last rules give way
        less = min(max(over, 0), shares[number])
        shares[number] -= less
        over -= less
    for number, (_, high) in enumerate(limits):
        room = max(-over, 0) if high is None else max(0, high - shares[number])
        more = min(max(-over, 0), room)
        shares[number] += more
        over += more
    shares[-1] -= over  # what departs from every ceiling: the decision says why
    return tuple(shares)
