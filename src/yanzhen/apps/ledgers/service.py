"""The ledgers' public face: budgets and quota, moved from stage to stage, once each.

    open_book(acting=SYSTEM, code="xiangtan/talent-fund", kind="fund", unit="fen",
              place="xiangtan", name=Label("人才发展专项资金", "Talent development fund"))
    open_line(acting=SYSTEM, book="xiangtan/talent-fund", year=2026)
    allot(acting=finance, posting=Posting("budget-2026", line, 100_000_000_00, reason="年初预算"))
    commit(acting=SYSTEM, posting=Posting("award-7/1", line, 360_000, case=number))
    spend(acting=SYSTEM, posting=Posting("run-3/9", line, 360_000, case=number))

All belong to the caller's transaction. A refusal (`NotEnough`, `LedgerRefused`, ...) moves nothing.
"""

from yanzhen.apps.ledgers.actions import (
    COMMIT,
    COMMIT_HELD,
    GIVE_BACK,
    HOLD,
    RELEASE,
    RELEASE_HELD,
    SPEND,
    allot,
    carry_over,
    commit,
    give_back,
    hold,
    pass_down,
    post_many,
    recall,
    release,
    reverse,
    spend,
    take_up_to,
)
from yanzhen.apps.ledgers.balances import Balance, balance, balance_at, balances
from yanzhen.apps.ledgers.drawing import Drawn, drawn
from yanzhen.apps.ledgers.errors import KeyUsed, LedgerRefused, NoSuchLine, NotEnough, Refusal
from yanzhen.apps.ledgers.models import Book, Kind, Line, Stage, Unit
from yanzhen.apps.ledgers.movements import Posting, Way
from yanzhen.apps.ledgers.opening import code_of, open_book, open_line, set_rules
from yanzhen.apps.ledgers.queries import (
    BookShown,
    LineShown,
    book,
    books,
    named,
    nearest_line,
    spent_for,
    warns_at,
)
from yanzhen.apps.ledgers.recomputing import Difference, Recomputed, recompute
from yanzhen.apps.ledgers.seals import Broken, Sealed, length, seal_books, verify_seals
from yanzhen.apps.ledgers.statements import (
    MovementShown,
    Place,
    Statement,
    StatementRow,
    how_many_moved,
    movements_by_id,
    movements_drawn,
    movements_of_case,
    movements_with,
    statement,
)

__all__ = [
    "COMMIT",
    "COMMIT_HELD",
    "GIVE_BACK",
    "HOLD",
    "RELEASE",
    "RELEASE_HELD",
    "SPEND",
    "Balance",
    "Book",
    "BookShown",
    "Broken",
    "Difference",
    "Drawn",
    "KeyUsed",
    "Kind",
    "LedgerRefused",
    "Line",
    "LineShown",
    "MovementShown",
    "NoSuchLine",
    "NotEnough",
    "Place",
    "Posting",
    "Recomputed",
    "Refusal",
    "Sealed",
    "Stage",
    "Statement",
    "StatementRow",
    "Unit",
    "Way",
    "allot",
    "balance",
    "balance_at",
    "balances",
    "book",
    "books",
    "carry_over",
    "code_of",
    "commit",
    "drawn",
    "give_back",
    "hold",
    "how_many_moved",
    "length",
    "movements_by_id",
    "movements_drawn",
    "movements_of_case",
    "movements_with",
    "named",
    "nearest_line",
    "open_book",
    "open_line",
    "pass_down",
    "post_many",
    "recall",
    "recompute",
    "release",
    "reverse",
    "seal_books",
    "set_rules",
    "spend",
    "spent_for",
    "statement",
    "take_up_to",
    "verify_seals",
    "warns_at",
]  # fmt: skip
