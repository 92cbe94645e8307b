"""From the data of a pack's files to the pack: names resolved, expressions typed.

Entries of the wrong shape have already been reported and are passed over, so that one slip
does not hide the others.
"""

from yanzhen.policy.build.assemble import (
    build_pack,
    build_tree,
    build_vocabulary,
    holidays_of,
    lifecycles_of,
)

__all__ = ["build_pack", "build_tree", "build_vocabulary", "holidays_of", "lifecycles_of"]
