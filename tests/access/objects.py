"""The objects that samples speak of, made once for all: a case of the owner, a draft, a file.

They are filed in a real city, and then given to the county `own` of the world.
"""

from django.utils import timezone
from tests.access.world import PLACES, World

from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.cases import service as cases
from yanzhen.apps.cases.models import Case, Work
from yanzhen.apps.clients.service import give_key
from yanzhen.apps.organisations.service import load_organisations, organisation
from yanzhen.apps.quotas import service as quotas
from yanzhen.apps.registry.service import add_subject, enter, link_account
from yanzhen.policy.vocabulary import Label

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
    keep_quotas(world, subject)
    with acting(SYSTEM):
        bureau = organisation(f"{PLACES['own']}/bureau").id
        for one in (world.own, bureau):
            enter(acting=SYSTEM, subject_id=subject, organisation_id=one, reason="case")
        given = {"tenant": world.own, "window": bureau, "departments": [bureau]}
        Case.objects.filter(number=world.kept["case"]).update(**given)
        Work.objects.filter(case__number=world.kept["case"]).update(
            tenant=world.own, department=bureau
        )


def keep_quotas(world: World, subject: int) -> None:
    """Flats of the county `own`, one of which the owner asked for, and a draw being prepared."""
    place = PLACES["own"]
    with acting(SYSTEM):
        pool = quotas.open_pool(
            acting=SYSTEM, place=place, slug="flats", name=Label("公寓", "Flats"), unit="flat",
            clause="1",
        ).pk  # fmt: skip
        quotas.add_flat(
            acting=SYSTEM, pool_id=pool, flat=quotas.typed_row("一栋101", "2", "58", "")
        )
        quotas.set_terms(acting=SYSTEM, pool_id=pool, reserve_days=None, by_draw=True)
        wish = quotas.Wish("测试", subject_id=subject)
        asked = quotas.ask(acting=SYSTEM, pool_id=pool, key="sample", wish=wish)
        draw = quotas.prepare_draw(
            acting=SYSTEM, pool_id=pool, title="第一批", flats=1, draws_on=timezone.localdate()
        )
        flat = quotas.free_flats(SYSTEM, pool)[0].id
    kept = {"pool": pool, "flat": flat, "wish": asked.pk, "draw": draw.pk}
    world.kept.update((name, str(key)) for name, key in kept.items())
