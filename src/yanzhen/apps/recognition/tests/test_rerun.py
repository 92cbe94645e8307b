"""A new version of the catalogue: who would move, before anything moves."""

import pytest

from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.jobs import service as jobs
from yanzhen.apps.policies.service import UnreadablePack, drafts, keep_draft, published_pack
from yanzhen.apps.recognition import service
from yanzhen.apps.recognition.tests.guild import FOR_C, FOR_D, Guild, sources

TIERS = "xiangtan/tiers.yaml"


def stricter() -> str:
    """The catalogue in which the state's special allowance carries nobody."""
    text = next(one.text for one in sources() if one.name == TIERS)
    changed = text.replace(
        "any(h.award == 'state_council_special_allowance' for h in honours)",
        "any(h.award == 'cas_academician' for h in honours)",
    )
    assert changed != text
    return changed


def run(guild: Guild) -> service.RerunShown:
    with acting(guild.town.office) as office:
        draft = keep_draft(office.name, "xiangtan", {TIERS: stricter()})
        key, _ = service.start_rerun(office, "xiangtan", draft.content_hash)
    jobs.work_off()
    with acting(guild.town.office) as office:
        return service.rerun(office, key)


def test_it_says_who_would_move_and_moves_nobody(guild: Guild) -> None:
    guild.honours("ding", FOR_C, FOR_D)
    guild.honours("chen", FOR_D)
    guild.recognise("ding")

    found = run(guild)

    names = [name for name, _ in found.names]
    assert (found.state, found.moved) == ("done", 1)
    assert found.matrix[names.index("C")][names.index("D")] == 1
    assert found.matrix[names.index("D")][names.index("D")] == 1
    with acting(guild.town.office) as office:
        (mover,) = service.movers(office, found.id).rows
    assert (mover.before_item, mover.after_item, mover.is_proposed) == ("C1", "D1", False)
    assert (mover.recognition, guild.now("ding").level) == (guild.now("ding").number, "C")
    with acting(SYSTEM):
        assert published_pack("xiangtan").content_hash != found.draft


def test_movers_become_proposals_once(guild: Guild) -> None:
    guild.honours("ding", FOR_C, FOR_D)
    guild.honours("chen", FOR_C, FOR_D)
    guild.recognise("ding")
    found = run(guild)

    with acting(guild.town.office) as office:
        assert found.moved == 2
        assert service.propose_movers(office, found.id) == 1  # chen was never recognised
        with pytest.raises(service.RecognitionRefused):
            service.propose_movers(office, found.id)
        (proposal,) = service.proposals(office).rows
    assert (proposal.source, proposal.found_level) == ("catalogue", "D")


def test_a_county_does_not_try_the_citys_catalogue(guild: Guild) -> None:
    with acting(guild.town.yuhu_office) as yuhu, pytest.raises(service.RecognitionRefused):
        service.start_rerun(yuhu, "xiangtan", "no-such-draft")


def test_a_draft_with_faults_is_not_kept(guild: Guild) -> None:
    with pytest.raises(UnreadablePack):
        keep_draft("office", "xiangtan", {TIERS: "classes: ["})
    assert drafts("xiangtan") == ()
