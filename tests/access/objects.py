"""The objects that samples speak of, made once for all: a case of the owner, a draft, a file.

They are filed in a real city, and then given to the county `own` of the world.
"""

from datetime import date

from django.utils import timezone
from tests.access.world import PLACES, World

from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.awards.models import Award
from yanzhen.apps.cards.models import Card
from yanzhen.apps.cases import service as cases
from yanzhen.apps.cases.models import Case, Work
from yanzhen.apps.claims.models import Claim
from yanzhen.apps.clients.service import give_key
from yanzhen.apps.crosswalks import service as crosswalks
from yanzhen.apps.organisations.service import load_organisations, organisation
from yanzhen.apps.panels.models import Expert, Matter, Panel, Seat
from yanzhen.apps.payments.service import open_run, propose_account
from yanzhen.apps.policies.service import published_pack
from yanzhen.apps.privileges import service as privileges
from yanzhen.apps.privileges.models import Privilege
from yanzhen.apps.quotas import service as quotas
from yanzhen.apps.recognition.models import (
    Authorisation,
    Proceeding,
    Proposal,
    Recognition,
    SeatSample,
)
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
    keep_privileges(world)
    world.kept["crosswalk"] = keep_crosswalk()
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
        keep_award(world, subject)
        keep_recognition(world, subject)
        keep_panel(world, subject)
        keep_seats(world, subject)


def keep_recognition(world: World, subject: int) -> None:
    """A recognition of the owner by the county `own`, with a proceeding that she was told of."""
    whose = {"city": "xiangtan", "tenant_id": world.own, "subject_id": subject}
    one = Recognition.objects.create(
        **whose, is_told=True, number="R-SAMPLE-1", kind="tier", level="C", subject_name="王方",
        clause="16", pack_hash=published_pack("xiangtan").content_hash,
        case_number=world.kept["case"], by="case", source="样例", valid_from=timezone.localdate(),
    )  # fmt: skip
    going = Proceeding.objects.create(
        **whose, is_told=True, number="R-SAMPLE-1-P1", recognition=one, aim="withdraw",
        way="cause", cause="样例", state="told",
        opened_by=world.visitor("talent_office@own").account,
    )  # fmt: skip
    proposal = Proposal.objects.create(
        **whose, recognition=one, source="recheck", found_level="D"
    )  # fmt: skip
    world.kept.update(recognition=one.number, proceeding=going.number, proposal=str(proposal.pk))


def keep_seats(world: World, subject: int) -> None:
    """Seats that the county `own` gave somebody, and a sample of what was decided."""
    today = timezone.localdate()
    seat = Authorisation.objects.create(
        city="xiangtan", tenant_id=world.own, employer_id=subject, employer_name="样例",
        kind="tier", levels=["D"], scope="样例", clause="16", basis="样例", valid_from=today,
        valid_until=today, key="sample",
    )  # fmt: skip
    sample = SeatSample.objects.create(
        city="xiangtan", tenant_id=world.own, seed="sample", size=1, since=today, until=today,
        population=0,
    )  # fmt: skip
    world.kept.update(seat=str(seat.pk), seat_sample=str(sample.pk))


def keep_crosswalk() -> str:
    """A document that Xiangtan has signed, by a document of its own."""
    basis = crosswalks.OwnBasis("协议", "第1号", date(2026, 1, 1))
    draft = crosswalks.Draft(
        "xiangtan", "changsha", rights=("art-19-rent",), basis=basis, from_on=date(2026, 1, 1)
    )
    row = crosswalks.draft(acting=SYSTEM, draft=draft)
    return crosswalks.sign(acting=SYSTEM, crosswalk_id=row.pk).series


def keep_award(world: World, subject: int) -> None:
    """An award of the owner by the county `own`, and what is claimed back of it."""
    assert world.owner.account is not None
    whose = {"tenant_id": world.own, "account_id": world.owner.account.pk}
    award = Award.objects.create(
        **whose, number="A-SAMPLE-1", case_number=world.kept["case"], item=ITEM, decision_id=1,
        decision_hash="0" * 64, city="xiangtan", pack_hash=published_pack("xiangtan").content_hash,
        rule="art-19-rent", clause="19", subject_id=subject, subject_name="王方",
        payee_id=subject, nature="money", computed_fen=100, granted_fen=100,
        effective_on=timezone.localdate(), plan="none", state="done",
    )  # fmt: skip
    claim = Claim.objects.create(
        **whose, number="C-SAMPLE-1-1", award=award, case_number=award.case_number,
        city="xiangtan", pack_hash=award.pack_hash, rule=award.rule, clause="19",
        subject_id=subject, payee_id=subject, payee_name="王方", paid_fen=100, amount_fen=100,
        reason="样例", state="repaying", is_told=True,
        opened_by=world.visitor("finance@own").account,
        approved_by=world.visitor("finance@parent").account,
    )  # fmt: skip
    world.kept.update(award=award.number, claim=claim.number)


def keep_privileges(world: World) -> None:
    """A provider of the county `own` with its partner, and an offer behind a card of its city."""
    partner = world.visitor("partner@own").account
    assert partner is not None
    with acting(SYSTEM):
        told = privileges.Told("样例馆", "A sample", "协议")
        made = privileges.add_provider(acting=SYSTEM, place=PLACES["own"], told=told)
        privileges.add_member(acting=SYSTEM, provider_id=made.pk, account_id=partner.pk)
        offer = Privilege.objects.create(
            tenant_id=world.own, city="lake", programme="card", group="medical", provider=made,
            title_zh="样例", title_en="Sample", offer_zh="样例", offer_en="Sample", way="show",
            unit="time", valid_from=timezone.localdate(), state="offered", basis="协议",
        )  # fmt: skip
    world.kept.update(provider=str(made.pk), privilege=str(offer.pk))


def keep_card(world: World, subject: int) -> None:
    """A card of the owner by the county `own`, on her case."""
    assert world.owner.account is not None
    with acting(SYSTEM):
        card = Card.objects.create(
            tenant_id=world.own, account=world.owner.account, number="LAKE-CARD-1", city="lake",
            programme="card", subject_id=subject, pseudonym=b"pseudony", status_index=7,
            name="王方", name_mask="王*", valid_from=timezone.localdate(),
            issued_at=timezone.now(), basis="decision", case_number=world.kept["case"],
        )  # fmt: skip
    world.kept["card"] = str(card.pk)


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
    keep_card(world, subject)
    kept = {"pool": pool, "flat": flat, "wish": asked.pk, "draw": draw.pk}
    world.kept.update((name, str(key)) for name, key in kept.items())


def keep_panel(world: World, subject: int) -> None:
    """A panel of the county `own` that reviews the owner's case; the stranger sits in it."""
    assert world.owner.account is not None
    judge = world.visitor("stranger").account
    assert judge is not None
    now, place = timezone.now(), {"tenant_id": world.own}
    person = add_subject(
        acting=SYSTEM, kind="person", name="评审人", organisation_id=world.own
    ).subject.pk
    expert = Expert.objects.create(
        **place, city="lake", subject_id=person, account=judge, name="评审人", taken_in_at=now
    )
    panel = Panel.objects.create(
        **place, city="xiangtan", title="样例评审", state="open", size=1, quorum=1, rule="majority",
        criteria=[{"name": "水平", "weight": 1}], basis="样例", commitment="0" * 64,
        published_at=now, drawn_at=now, opened_at=now, objections_until=timezone.localdate(),
    )  # fmt: skip
    options = [{"value": "agree", "zh": "同意", "en": "Agree"}]
    matter = Matter.objects.create(
        **place, panel=panel, number=world.kept["case"], title_zh="样例", title_en="Sample",
        account=world.owner.account, subject_id=subject, options=options,
    )  # fmt: skip
    Seat.objects.create(
        **place, panel=panel, expert=expert, account=judge, number="E-SAMPLE", name="评审人",
        place=1, state="ready", stated_at=now,
    )  # fmt: skip
    kept = {"panel": panel.pk, "matter": matter.pk, "expert": expert.pk}
    world.kept.update((name, str(key)) for name, key in kept.items())
