"""The objects that samples speak of, made once for all: a case of the owner, a draft, a file.

They are filed in a real city, and then given to the county `own` of the world.
"""

from datetime import date

from tests.access.world import PLACES, World

from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.cases import service as cases
from yanzhen.apps.cases.models import Case, Work
from yanzhen.apps.clients.service import give_key
from yanzhen.apps.organisations.service import load_organisations, organisation
from yanzhen.apps.payments.service import open_run, propose_account
from yanzhen.apps.registry.service import add_subject, enter, link_account

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
ITEM, PLACE = "rent-subsidy", "xiangtan/yuhu"


def keep_objects(world: World) -> None:
    """Make them, and keep what stands in their addresses."""
    owner = world.owner
    assert owner.account is not None
    with acting(SYSTEM):
        load_organisations()
        place = organisation(PLACE).id
        subject = add_subject(
            acting=SYSTEM, kind="person", name="王方", organisation_id=place
        ).subject.pk
        link_account(acting=SYSTEM, subject_id=subject, account_id=owner.account.pk)
    with acting(owner.actor) as actor:
        filed = cases.start(actor, "xiangtan", ITEM, PLACE, subject)
        world.kept["file"] = cases.upload(actor, filed.id, "", "a.pdf", PDF).id
        world.kept["case"] = cases.submit(actor, filed.id, confirmed=True).number
        world.kept["subject"] = str(subject)
        world.kept["draft"] = cases.start(actor, "xiangtan", ITEM, PLACE, subject).id
    world.kept["key"] = give_key(
        acting=SYSTEM, name="某系统", organisation=PLACES["own"], roles=["clerk"],
        scopes=["cases:read"], days=30,
    ).prefix  # fmt: skip
    with acting(SYSTEM):
        bureau = organisation(f"{PLACES['own']}/bureau").id
        world.kept["run"] = open_run(
            SYSTEM, PLACES["own"], "租房补贴", date(2026, 5, 31)
        ).row.number
        proposed = propose_account(SYSTEM, subject, world.own, "王方", "某银行", "6217000012345678")
        world.kept["bank_account"] = str(proposed.id)
        for one in (world.own, bureau):
            enter(acting=SYSTEM, subject_id=subject, organisation_id=one, reason="case")
        given = {"tenant": world.own, "window": bureau, "departments": [bureau]}
        Case.objects.filter(number=world.kept["case"]).update(**given)
        Work.objects.filter(case__number=world.kept["case"]).update(
            tenant=world.own, department=bureau
        )
