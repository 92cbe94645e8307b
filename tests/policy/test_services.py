"""Service items: what is read, what each slip is called, and which elements an item has."""

from collections.abc import Mapping
from typing import Any

import pytest
from tests.policy.mini import as_yaml, findings, mini, rule, sources, text

from yanzhen.policy import (
    Finding,
    Pack,
    decisions_of_item,
    facts_of_item,
    item_elements,
    item_title,
    materials_of_item,
    read_pack,
)
from yanzhen.policy.check import check_pack

UNITS = [
    {"id": "desk", **text("人社局", "HR bureau"), "kind": "department"},
    {"id": "homes", **text("住房部门", "Housing"), "kind": "unnamed"},
    {"id": "office", **text("人才办", "Talent office"), "kind": "department"},
]
AID = rule("aid", when=["works", "passed", "jobs >= 30"], units=["office"])
LOAN = rule("loan", nature="loan", amount="2万元")
BUREAU = {
    "id": "one-window", "clause": "1", **text("一窗受理", "One window"), "kind": "service",
    "run_by": ["desk"], "summary": text("诉求一窗受理", "Requests at one window"),
    "carried_by": "case", "rules": [],
}  # fmt: skip
ASK = {
    "id": "ask", "programmes": ["one-window"], "kind": "request", "lifecycle": "request",
    "subjects": ["person", "employer"], "ask": ["jobs"],
}  # fmt: skip


def item(name: str = "aid", **more: Any) -> dict[str, Any]:
    plain = {"id": name, "rules": ["aid"], "kind": "benefit", "lifecycle": "benefit"}
    return {key: part for key, part in {**plain, **more}.items() if part is not None}


def sheet(*items: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    return {"window": "desk", "approve": "office", "services": list(items), **more}


def built(services: Mapping[str, Any], *rules: Mapping[str, Any], **more: Any) -> Pack:
    return mini(*(rules or (AID,)), services=services, units=UNITS, **more)


def found(
    services: Mapping[str, Any], *rules: Mapping[str, Any], **more: Any
) -> tuple[Finding, ...]:
    return findings(*(rules or (AID,)), services=services, units=UNITS, **more)


WITH_BUREAU = {"more": {"programmes.yaml": {"programmes": [BUREAU]}}}

# Each slip, the code it is reported by, the word that is suggested, and where it stands.
SLIPS: dict[str, tuple[dict[str, Any], str, str | None]] = {
    "unknown rule": (item(rules=["aidd"]), "unknown-reference", "aid"),
    "unknown programme": (item(programmes=["one-windw"]), "unknown-reference", "one-window"),
    "unknown reviewer": (item(reviews=["home"]), "unknown-reference", "homes"),
    "unknown window": (item(window="dsk"), "unknown-reference", "desk"),
    "unknown approver": (item(approve="ofice"), "unknown-reference", "office"),
    "unknown lifecycle": (item(lifecycle="benefits"), "unknown-reference", "benefit"),
    "unknown fact": (item(ask=["jbs"]), "unknown-reference", "jobs"),
    "unknown subject": ({**ASK, "subjects": ["persn"]}, "unknown-reference", "person"),
    "a fact of somebody else": (item(ask=["hires"]), "wrong-subject", None),
    "unknown kind": (item(kind="benfit"), "bad-shape", "benefit"),
    "unknown key": (item(revews=["homes"]), "bad-shape", "reviews"),
    "unknown applicant": (item(apply=["emploier"]), "bad-shape", "employer"),
    "an id in capitals": (item("Aid"), "bad-shape", None),
    "nothing it stands for": (item(rules=None, subjects=["person"]), "bad-shape", None),
    "several rules, no title": (item(rules=["aid", "loan"]), "bad-shape", None),
    "nobody it is for": ({**ASK, "subjects": []}, "bad-shape", None),
    "the title again": (item(title=AID["title"]), "typed-twice", None),
    "the subjects again": (item(subjects=["person"]), "typed-twice", None),
    "a material twice": (
        item(materials=[{"id": "m", **text("表"), "grade": "C"}] * 2), "repeated-id", None,
    ),
    "days of no clause": (item(days={"promised": {"days": 5, "clause": "7"}}),
                          "unknown-reference", None),
    "days that no clause prints": (item(days={"promised": {"days": 5, "clause": "1"}}),
                                   "unsupported-number", None),
    "a place the lifecycle has not": (item(handle=["homes"]), "unused-unit", None),
}  # fmt: skip


@pytest.mark.parametrize(("entry", "code", "hint"), SLIPS.values(), ids=SLIPS.keys())
def test_a_slip_is_a_finding_with_its_place(
    entry: dict[str, Any], code: str, hint: str | None
) -> None:
    services = sheet(entry)
    seen = [one for one in found(services, AID, LOAN, **WITH_BUREAU) if one.code == code]
    lines = as_yaml(services).splitlines()
    first = next(number for number, line in enumerate(lines, 1) if '"services"' in line)

    assert seen
    assert hint in [one.suggestion for one in seen]
    for one in seen:
        assert one.place.file == "mini/services.yaml"
        assert one.place.line > first


def test_a_finding_points_at_the_word() -> None:
    services = sheet(item(reviews=["homes", "dsk"]))
    (slip,) = found(services)
    line = as_yaml(services).splitlines()[slip.place.line - 1]

    assert (line.strip(), line[slip.place.column - 1 :]) == ('"dsk"', '"dsk"')


def test_all_slips_are_found_at_once() -> None:
    entries = [item("a", rules=["x"]), item("b", lifecycle="x"), item("b"), item(window="x")]
    assert len(found(sheet(*entries))) >= 4


@pytest.mark.parametrize("key", ["window", "approve"])
def test_nobody_decides_by_being_absent(key: str) -> None:
    services = {name: part for name, part in sheet(item()).items() if name != key}
    assert [one.code for one in found(services)] == ["missing-unit"]
    assert found({**services, key: "ofice"})[0].code == "unknown-reference"


def test_an_item_twice_and_none_for_nothing_are_findings() -> None:
    assert [one.code for one in found(sheet(item(), item()))] == ["repeated-id"]
    assert "bad-shape" in {one.code for one in found(sheet(item(), none=[{"why": text("无")}]))}
    slip = sheet(item(), none=[{"rules": ["lon"], "why": text("无")}])
    assert [one.suggestion for one in found(slip, AID, LOAN)] == ["loan"]


def codes(services: Mapping[str, Any], *rules: Mapping[str, Any], **more: Any) -> list[str]:
    ours = ("uncarried-rule", "uncarried-programme", "carried-twice")
    pack = built(services, *rules, **more)
    return [one.code for one in check_pack(pack) if one.code in ours]


def test_every_rule_is_carried_by_one_item() -> None:
    assert codes(sheet(item()), AID) == []
    assert codes(sheet(item()), AID, LOAN) == ["uncarried-rule"]
    assert codes(sheet(item(), item("again")), AID) == ["carried-twice"]
    none = [{"rules": ["loan"], "why": text("银行办理", "The bank decides")}]
    assert codes(sheet(item(), none=none), AID, LOAN) == []
    assert codes(sheet(item(), none=[{**none[0], "rules": ["aid"]}]), AID) == ["carried-twice"]


def test_the_finding_about_a_rule_stands_at_the_rule() -> None:
    pack = built(sheet(item()), AID, LOAN)
    (slip,) = [one for one in check_pack(pack) if one.code == "uncarried-rule"]
    assert slip.place == pack.rules["loan"].place


def test_every_named_service_is_carried() -> None:
    assert codes(sheet(item()), **WITH_BUREAU) == ["uncarried-programme"]
    assert codes(sheet(item(), ASK), **WITH_BUREAU) == []
    assert codes(sheet(item(), ASK, {**ASK, "id": "more"}), **WITH_BUREAU) == ["carried-twice"]
    none = [{"programmes": ["one-window"], "why": text("无人申请", "Nobody applies")}]
    assert codes(sheet(item(), none=none), **WITH_BUREAU) == []


def test_a_programme_is_carried_with_its_rules_or_by_another_part() -> None:
    through = {"programmes.yaml": {"programmes": [{**BUREAU, "rules": ["aid"]}]}}
    assert codes(sheet(item()), more=through) == []
    duty = {"programmes.yaml": {"programmes": [{**BUREAU, "carried_by": "duty"}]}}
    assert codes(sheet(item()), more=duty) == []


def test_a_pack_without_service_items_asks_for_none() -> None:
    assert codes({"services": []}, AID, LOAN) == []
    assert mini(AID, units=UNITS).services == {}


def test_defaults_come_from_the_file_and_the_code_from_the_id() -> None:
    pack = built(sheet(item("rent-aid", window="office", reviews=["homes"])))
    one = pack.services["rent-aid"]

    assert one.code == "MINI-RENT-AID"
    assert one.subjects == ("person",)
    assert one.apply == ("self",)
    assert one.route == {
        "window": ("office",), "reviews": ("homes",), "approve": ("office",), "handle": (),
    }  # fmt: skip


def test_a_title_comes_from_the_item_its_programme_or_its_rule() -> None:
    both = item(rules=["aid", "loan"], title=text("合办", "Both"))
    pack = built(sheet(both, ASK), AID, LOAN, **WITH_BUREAU)

    assert item_title(pack, pack.services["aid"]).en == "Both"
    assert item_title(pack, pack.services["ask"]).zh == "一窗受理"
    single = built(sheet(item()))
    assert item_title(single, single.services["aid"]).en == "aid"


def test_the_form_asks_what_the_rules_look_at_but_no_decision() -> None:
    pack = built(sheet(item(ask=["motto"])))
    one = pack.services["aid"]

    assert [fact.id for fact in facts_of_item(pack, one)] == ["works", "jobs", "motto"]
    assert [fact.id for fact in decisions_of_item(pack, one)] == ["passed"]


def test_the_form_follows_amounts_terms_tiers_records_and_other_rules() -> None:
    monthly = rule(
        "monthly", when=["tier in ('A', 'B')", "eligible('aid')"], every="month",
        amount={"by": "degree", "doctor": "1万元"}, starts="hired_on", less="rent",
        periods={"up_to": 3, "fact": "claimed"},
    )  # fmt: skip
    agency = rule(
        "agency", subject="employer", amount={"by": "h.tier", "A": "1万元"},
        for_each={"records": "hires", "as": "h", "when": ["h.confirmed"]},
    )  # fmt: skip
    entries = [item(), item("monthly", rules=["monthly"]), item("agency", rules=["agency"])]
    pack = built(sheet(*entries), AID, monthly, agency)

    asked = {fact.id for fact in facts_of_item(pack, pack.services["monthly"])}
    assert asked == {"works", "jobs", "degree", "hired_on", "rent", "claimed"}
    decisions = {fact.id for fact in decisions_of_item(pack, pack.services["monthly"])}
    assert decisions == {"recognised", "passed"}
    assert [f.id for f in facts_of_item(pack, pack.services["agency"])] == ["hires"]


def test_papers_prove_facts_each_once_and_then_come_the_items_own() -> None:
    given = sources(
        rule("aid", when=["works", "local", "jobs >= 1"]),
        services=sheet(item(materials=[{"id": "plan", **text("方案", "Plan"), "grade": "D"}])),
        units=UNITS,
    )  # fmt: skip
    proof = "evidence: {zh: 社保记录, en: Insurance record},\n     ask: "
    changed = []
    for one in given:
        if one.name.startswith("vocabulary/facts"):
            lines = one.text.split("  - {id: ")
            lines[1:3] = [line.replace("ask: ", proof) for line in lines[1:3]]
            one = type(one)(one.name, "  - {id: ".join(lines))
        changed.append(one)
    pack = read_pack(changed).pack
    assert pack is not None
    papers = materials_of_item(pack, pack.services["aid"])

    assert [(one.label.en, one.grade, one.facts) for one in papers] == [
        ("Insurance record", "C", ("works", "local")), ("Plan", "D", ()),
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_item_has_all_elements_in_both_languages(language: Any) -> None:
    pack = built(sheet(item(reviews=["homes"])))
    data = item_elements(pack, pack.services["aid"], language)
    en = language == "en"

    assert data["title"] == ("aid" if en else "待遇aid")
    assert data["code"] == "MINI-AID"
    assert [one["label"] for one in data["basis"]] == ["Article 1" if en else "第1条"]
    assert [one["label"] for one in data["subjects"]] == ["Person" if en else "个人"]
    assert len(data["conditions"][0]["lines"]) == 3
    assert data["gives"][0]["nature"]["id"] == "fixed"
    assert data["result"] == ["CNY 10,000" if en else "1万元"]
    assert data["fee"] == ("None" if en else "不收费")
    assert data["lifecycle"]["version"] >= 1


def test_what_no_document_says_is_none() -> None:
    pack = built(sheet(item(lifecycle="benefit-publicity")))
    data = item_elements(pack, pack.services["aid"])

    assert data["days"] == {"statutory": None, "promised": None, "publicity": None}
    assert data["where"]["complain"] is None
    plain = built(sheet(item()))
    assert set(item_elements(plain, plain.services["aid"])["days"]) == {"statutory", "promised"}


def test_a_term_stands_only_where_its_clause_prints_the_number() -> None:
    figure = {
        "clause": "1", "token": "5个", "value": 5, "unit": "个", "kind": "duration", "by": ["aid"],
    }  # fmt: skip
    figures = {"figures.yaml": {"document": "doc", "figures": [figure]}}
    services = sheet(item(days={"promised": {"days": 5, "clause": "1"}}))
    pack = built(services, more=figures)

    data = item_elements(pack, pack.services["aid"])
    assert data["days"]["promised"] == {"days": 5, "clause": "1"}


def chain(pack: Pack) -> list[tuple[str, str, bool]]:
    steps = item_elements(pack, pack.services["aid"], "en")["chain"]
    return [(one["place"], unit["id"], unit["named"]) for one in steps for unit in one["units"]]


def test_the_chain_says_which_unit_the_document_names() -> None:
    """Named is whom a programme or a duty names, not whoever's field a rule is."""
    services = sheet(item(reviews=["homes"]))
    assert chain(built(services)) == [
        ("window", "desk", False), ("reviews", "homes", False), ("approve", "office", False),
    ]  # fmt: skip

    run_by = {**BUREAU, "carried_by": "benefit", "rules": ["aid"], "run_by": ["desk", "homes"]}
    through = {"programmes.yaml": {"programmes": [run_by]}}
    assert chain(built(services, more=through)) == [
        ("window", "desk", True), ("reviews", "homes", False), ("approve", "office", False),
    ]  # fmt: skip

    duty = {
        "id": "d", "clause": "1", **text("任务"), "kind": "measure", "summary": text("略"),
        "lead": ["office"], "units": [], "deadline": None,
    }  # fmt: skip
    ordered = built(services, more={"plan.yaml": {"plan": [duty]}})
    assert ("approve", "office", True) in chain(ordered)


def test_the_hash_of_a_pack_covers_its_services() -> None:
    one, other = built(sheet(item())), built(sheet(item(reviews=["homes"])))
    assert one.content_hash != other.content_hash
