"""A scenario's changes made, and both packs run over the demo people.

reform = changed(pack, scenario.changes)
compared(pack, reform, demo, progress)
"""

from collections.abc import Callable, Mapping

from yanzhen.apps.scenarios.demo import DemoPeople
from yanzhen.apps.scenarios.levers import changes_of
from yanzhen.policy import Pack
from yanzhen.policy.changing import changed_pack
from yanzhen.population.reform import Reform, compare_reform
from yanzhen.population.run import Job

BY = ("county", "industry", "age_group")


def changed(pack: Pack, changes: Mapping[str, str]) -> Pack:
    """The pack with the changes made; ChangeRefused where it cannot be."""
    return changed_pack(pack, changes_of(changes))


def compared(pack: Pack, reform: Pack, demo: DemoPeople, progress: Callable[[int], None]) -> Reform:
    """What the changes do to the demo people, whole and by group, in this process alone."""
    job = Job((pack,), demo.as_of)
    return compare_reform(job, [pack], [reform], demo.population, BY, progress, workers=1)
