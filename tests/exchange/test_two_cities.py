"""One person from Xiangtan to Changsha: two installations, two databases, real HTTP between them.

Home-purchase parity there and nothing more; what ends in Xiangtan ends in Changsha within a minute;
whoever forges, replays, guesses or answers nonsense gets a sentence and never a fault.
"""

import base64
import json
import time
from collections.abc import Iterator
from typing import Any

import pytest
from tests.exchange.installations import Installation, both
from tests.exchange.strangers import Answer, stranger

# Two databases are made and two services started; a busy machine takes its time for it.
pytestmark = pytest.mark.timeout(1200)
RULE = "measure-15-parity-zhuzhou-xiangtan"
HERS, ANOTHERS = "430399199001011237", "430399199202022344"
LIVES = """
from datetime import timedelta
from django.utils import timezone
from yanzhen.apps.accounts.service import SYSTEM, acting, actor_of, create_account
from yanzhen.apps.crosswalks import service as crosswalks, tasks, wire
from yanzhen.apps.crosswalks.messages import ASK, NEWS, STATEMENT, WAKE, written
from yanzhen.apps.crosswalks.actions.looking import lapse, recheck
from yanzhen.apps.crosswalks.models import Crosswalk, Heard, Peer, Told as ToldRow
from yanzhen.apps.organisations.service import organisation
from yanzhen.apps.policies.service import published_pack
from yanzhen.apps.registry import service as registry
from yanzhen.apps.registry.identity.eighteen import check_digit
from yanzhen.apps.registry.service import Grade, Told
from yanzhen.apps.signing.service import sign_jwt, signer
from yanzhen.policy import assess
today = timezone.localdate()
def settle(city, number, name):
    with acting(SYSTEM):
        account = create_account(email=f"{name}@example.cn", name=name)
        made = registry.add_subject(acting=SYSTEM, kind="person", name="王芳",
            organisation_id=organisation(city).id,
            numbers={"id_card": number[:17] + check_digit(number[:17])}, grade=Grade.B).subject
        registry.link_account(acting=SYSTEM, subject_id=made.pk, account_id=account.pk)
    return actor_of(account), made.pk
def outcomes():
    with acting(SYSTEM):
        known = registry.situation(subject, today, "changsha")
        found = assess(published_pack("changsha"), known, today)
    return {one.rule.id: [one.status, sorted(one.missing)] for one in found.outcomes}
def believe(city, other, url):
    peer = crosswalks.add_peer(acting=SYSTEM, city=city, other=other, url=url)
    for key in crosswalks.peers(SYSTEM)[0].keys:
        crosswalks.pin(acting=SYSTEM, peer_id=peer.pk, key_id=key.key_id)
    return peer.pk
def attempt(who, code):
    try:
        with acting(who):
            crosswalks.ask_elsewhere(acting=who, crosswalk_id=paper, code=code)
        return "taken"
    except crosswalks.CrosswalkRefused as refused:
        return refused.refusals[0].code
def offered():
    with acting(her):
        way = crosswalks.ways_out(her)[0]
        return crosswalks.offer(acting=her, crosswalk_id=way.crosswalk_id).code
def standing():
    with acting(SYSTEM):
        row = Heard.objects.order_by("-pk").first()
    return [row.state, row.why]
"""
IN_XIANGTAN = f"""
her, subject = settle("xiangtan", "{HERS}", "her")
from yanzhen.apps.accounts.service import Role, give_assignment
from yanzhen.apps.recognition import service as recognition
from yanzhen.apps.recognition.service import Wanted
def of_the_office(name):
    with acting(SYSTEM):
        account = create_account(email=f"{{name}}@example.cn", name=name)
        give_assignment(acting=SYSTEM, account_id=account.pk, role=Role.TALENT_OFFICE,
            organisation_id=organisation("xiangtan/talent_office").id)
    return actor_of(account)
opens, decides = of_the_office("opens"), of_the_office("decides")
with acting(SYSTEM):
    place = organisation("xiangtan").id
    firm = registry.add_subject(acting=SYSTEM, kind="employer", name="莲泉精密装备有限公司",
        organisation_id=place).subject.pk
    tier = recognition.enter(acting=SYSTEM, city="xiangtan", tenant_id=place, kind="tier",
        level="C", subject_id=subject, employer_id=firm, clause="16", reason="领军人才",
        on=today - timedelta(days=30)).number
signer("xiangtan"); signer("hengyang")
"""
IN_CHANGSHA = f"""
her, subject = settle("changsha", "{HERS}", "her")
other, _ = settle("changsha", "{ANOTHERS}", "other")
with acting(SYSTEM):
    registry.record_facts(acting=SYSTEM, subject_id=subject, told=[
        Told("local_home_purchase", "commercial", Grade.B, "changsha")])
signer("changsha")
row = crosswalks.draft(acting=SYSTEM, draft=crosswalks.Draft(
    "changsha", "xiangtan", parity="home-purchase", from_on=today))
paper = crosswalks.sign(acting=SYSTEM, crosswalk_id=row.pk).pk
"""


class Pair:
    """Xiangtan and Changsha, and what is done between them."""

    def __init__(self, xiangtan: Installation, changsha: Installation) -> None:
        self.xiangtan, self.changsha = xiangtan, changsha

    def meet(self) -> None:
        """Each has looked at the other's fingerprints; Changsha's document has come over."""
        changsha, xiangtan = self.changsha.url, self.xiangtan.url
        self.changsha.run(f"peer = believe('changsha', 'xiangtan', '{xiangtan}')")
        self.xiangtan.run(f"peer = believe('xiangtan', 'changsha', '{changsha}')")
        self.xiangtan.run("tasks.look(None, peer=peer)")

    def move(self) -> str:
        """She takes a code in Xiangtan and uses it in Changsha."""
        self.code = self.xiangtan.run("result = offered()")
        return str(self.changsha.run(f"result = attempt(her, '{self.code}')"))

    def stands(self) -> None:
        """She is told of in Changsha, anew if need be."""
        if self.changsha.run("result = standing()[0]") != "stands":
            assert self.move() == "taken"

    def outcomes(self) -> dict[str, Any]:
        return dict(self.changsha.run("result = outcomes()"))

    def seconds_until(self, wanted: str, where: Installation | None = None) -> float:
        """How long it takes until a line says true, in Changsha where nothing else is said."""
        began = time.monotonic()
        while not (where or self.changsha).run(f"result = {wanted}"):
            assert time.monotonic() - began < 90, "it never showed"
            time.sleep(0.2)
        return time.monotonic() - began

    def asked(self, said: str, to: str = "statement", city: str = "xiangtan") -> int:
        """The status of a message that Changsha's process writes, posted to Xiangtan."""
        token = self.changsha.run(f"result = {said}")
        return self.posted(json.dumps({"request": token}).encode(), to, city)

    def posted(self, body: bytes, to: str = "statement", city: str = "xiangtan") -> int:
        return self.xiangtan.post(f"/api/v1/exchange/{city}/{to}", body)[0]

    def answers(self, answer: Answer, seconds: float = 8) -> str:
        """What she is told in Changsha when Xiangtan's address answers this."""
        with stranger(lambda _path: answer) as url:
            self.changsha.run(
                f"wire.SECONDS = {seconds}\nwith acting(SYSTEM):"
                f" Peer.objects.filter(pk=peer).update(base_url='{url}')"
            )
            code = self.changsha.run("result = attempt(her, '7K2M' * 5)")
        self.changsha.run(
            "wire.SECONDS = 8\nwith acting(SYSTEM):"
            f" Peer.objects.filter(pk=peer).update(base_url='{self.xiangtan.url}')"
        )
        return str(code)


@pytest.fixture(scope="module")
def pair() -> Iterator[Pair]:
    with both("xiangtan", "changsha") as (xiangtan, changsha):
        xiangtan.run(LIVES)
        xiangtan.run(IN_XIANGTAN)
        changsha.run(LIVES)
        changsha.run(IN_CHANGSHA)
        found = Pair(xiangtan, changsha)
        found.meet()
        yield found


def test_one_person_moves_and_gets_home_purchase_parity_and_nothing_more(pair: Pair) -> None:
    before = pair.outcomes()
    assert before[RULE][0] == "unknown"
    assert pair.move() == "taken"
    partly = pair.outcomes()
    assert partly.pop(RULE) == ["unknown", ["recognised_in_leading_industry"]]
    assert partly == {name: one for name, one in before.items() if name != RULE}

    pair.xiangtan.run(
        "ref = crosswalks.told_by(her)[0].reference\n"
        "crosswalks.say_industry(acting=SYSTEM, reference=ref, is_leading=True, basis='产业名录')"
    )
    taken = pair.seconds_until(f"outcomes()['{RULE}'][0] == 'eligible'")
    after = pair.outcomes()
    assert {name for name in after if after[name] != before[name]} == {RULE}
    print(f"the word on the industry took {taken:.1f} s")


def test_nothing_of_her_crosses_but_what_the_document_needs(pair: Pair) -> None:
    facts = pair.changsha.run(
        "with acting(SYSTEM):\n"
        "    row = Heard.objects.order_by('-pk').first()\n"
        "    known = registry.facts_of(subject, today, 'changsha')\n"
        "    result = [row.token.open(), row.level, sorted((n, k.grade, k.source, k.evidence)\n"
        "              for n, k in known.items() if n.startswith('recognised'))]"
    )
    payload = json.loads(_bytes(facts[0].split(".")[1]))
    assert {*payload} == {
        "aud", "city", "exp", "iat", "jti", "kind", "purpose", "re", "reference", "status",
        "valid_until",
    }  # fmt: skip
    assert facts[1] == ""
    evidence = f"statement:{payload['reference']}"
    assert facts[2] == [
        ["recognised_in_city", "A", "湘潭", evidence],
        ["recognised_in_leading_industry", "A", "湘潭", evidence],
    ]
    for one in (pair.xiangtan, pair.changsha):
        kinds = one.run(
            "from yanzhen.apps.audit.models import Event\n"
            "with acting(SYSTEM):\n"
            "    result = sorted({*Event.objects.values_list('kind', flat=True)})"
        )
        assert {"exchange.told", "exchange.heard"} & {*kinds}


def test_a_code_serves_once_and_only_her(pair: Pair) -> None:
    assert pair.changsha.run(f"result = attempt(her, '{pair.code}')") == "nothing_to_tell"
    code = pair.xiangtan.run("result = offered()")
    assert pair.changsha.run(f"result = attempt(other, '{code}')") == "nothing_to_tell"
    assert pair.changsha.run(f"result = attempt(her, '{code[:-1]}')") == "bad_code"
    for _ in range(5):
        pair.changsha.run(f"attempt(other, '{code}')")
    assert pair.changsha.run(f"result = attempt(her, '{code}')") == "nothing_to_tell"


def test_a_message_is_believed_once_from_a_known_key_for_this_city_and_this_minute(
    pair: Pair,
) -> None:
    asks = "{'series': 'x', 'version': 1, 'place': 'AAAAAA', 'compared': []}"
    token = pair.changsha.run(f"result = written('changsha', 'xiangtan', ASK, {asks})[0]")
    body = json.dumps({"request": token}).encode()
    assert pair.posted(body) == 422
    assert pair.posted(body) == 401, "replayed"
    forged = token[:-8] + ("AAAAAAAA" if token[-8:] != "AAAAAAAA" else "BBBBBBBB")
    assert pair.posted(json.dumps({"request": forged}).encode()) == 401
    assert pair.asked(f"written('changsha', 'hengyang', ASK, {asks})[0]") == 401
    assert pair.asked(f"written('quzhou', 'xiangtan', ASK, {asks})[0]") == 401
    assert pair.asked(f"written('changsha', 'xiangtan', NEWS, {asks})[0]") == 401
    assert pair.asked(f"written('changsha', 'xiangtan', ASK, {asks})[0]", city="nowhere") == 401
    for off in (86400, -86400):
        said = (
            f"{{'iat': now + {off}, 'exp': now + {off} + 60, 'jti': 'a{off}', 'aud': 'xiangtan'}}"
        )
        pair.changsha.run("import time; now = int(time.time())")
        assert pair.asked(f"sign_jwt('changsha', ASK, {said})") == 401
    forever = "{'iat': now, 'exp': now + 10**9, 'jti': 'b', 'aud': 'xiangtan'}"
    assert pair.asked(f"sign_jwt('changsha', ASK, {forever})") == 401


def test_bodies_that_nobody_can_read_are_refused_without_a_fault(pair: Pair) -> None:
    assert pair.posted(b'{"request": "a.b.c", "request": "d.e.f"}') == 400
    assert pair.posted(b'{"request": ["a"]}') == 422
    assert pair.posted(b"not json") == 400
    assert pair.posted(json.dumps({"request": "a" * 30_000}).encode()) == 422
    twice = pair.changsha.run(
        "from base64 import urlsafe_b64encode as b64\n"
        "key = signer('changsha')\n"
        "head, load = (b64(one.encode()).rstrip(b'=').decode() for one in (\n"
        '    \'{"alg":"EdDSA","typ":"%s","kid":"%s"}\' % (ASK, key.key_id),\n'
        '    \'{"iat":%d,"exp":%d,"jti":"c","aud":"hengyang","aud":"xiangtan",'
        '"city":"changsha"}\' % (now, now + 60)))\n'
        "told = f'{head}.{load}'\n"
        "result = told + '.' + b64(key.sign(told.encode())).rstrip(b'=').decode()"
    )
    assert pair.posted(json.dumps({"request": twice}).encode()) == 401
    for place in ("x" * 5000, {"a": 1}, 7, "\\u0000", None):
        said = f"{{'series': [], 'version': {{}}, 'place': {place!r}, 'compared': 'x'}}"
        assert pair.asked(f"written('changsha', 'xiangtan', ASK, {said})[0]") in (401, 422)


def test_what_a_peer_answers_is_believed_only_as_it_should_be(pair: Pair) -> None:
    kind = {"Content-Type": "application/json"}
    said = "{'reference': 'r', 're': 'x', 'kind': 'tier'}"
    for_another = pair.xiangtan.run(f"result = written('xiangtan','hengyang',STATEMENT,{said})[0]")
    not_asked = pair.xiangtan.run(f"result = written('xiangtan','changsha',STATEMENT,{said})[0]")
    another = pair.xiangtan.run(f"result = written('hengyang', 'changsha', STATEMENT, {said})[0]")

    def stated(text: str) -> Answer:
        return Answer(200, json.dumps({"statement": text}).encode(), kind)

    assert pair.answers(stated(for_another)) == "untrusted"
    assert pair.answers(stated(not_asked)) == "untrusted"
    assert pair.answers(stated(not_asked[:-6] + "AAAAAA")) == "untrusted"
    assert pair.answers(stated(another)) == "new_key"
    assert pair.answers(Answer(302, b"", {"Location": f"{pair.xiangtan.url}/"})) == "redirected"
    assert pair.answers(Answer(500, b"{}", kind)) == "unreachable"
    assert pair.answers(Answer(403, b"{}", kind)) == "refused"
    assert pair.answers(Answer(200, b"<html>", {"Content-Type": "text/html"})) == "unreadable"
    twice = b'{"statement": "a", "statement": "b"}'
    assert pair.answers(Answer(200, twice, kind)) == "unreadable"
    assert pair.answers(Answer(200, b" " * 3_000_000, kind)) == "unreachable"
    assert pair.answers(Answer(200, b"[" * 100_000, kind)) == "unreadable"
    began = time.monotonic()
    assert pair.answers(Answer(200, b" " * 1000, kind, drip=0.5), seconds=2) == "unreachable"
    assert time.monotonic() - began < 15, "it hangs up, however slowly bytes drip in"


def test_a_city_that_is_silent_for_longer_than_the_office_allows_rests(pair: Pair) -> None:
    pair.stands()
    pair.changsha.run(
        "with acting(SYSTEM):\n"
        "    Crosswalk.objects.filter(pk=paper).update(silence_hours=2)\n"
        "    Heard.objects.exclude(state='ended').update(confirmed_at=timezone.now()"
        " - timedelta(hours=3))\n"
        "    lapse()\n"
        "silent = [standing()[0], outcomes()]"
    )
    state, outcomes = pair.changsha.run("result = silent")
    assert (state, outcomes[RULE][0]) == ("rests", "unknown")
    pair.changsha.run("tasks.look(None, peer=peer)")
    assert pair.changsha.run("result = standing()[0]") == "stands"
    assert pair.outcomes()[RULE][0] == "eligible"


def test_what_she_takes_back_counts_no_more(pair: Pair) -> None:
    pair.stands()
    pair.xiangtan.run(
        "ref = next(o.reference for o in crosswalks.told_by(her) if o.state == 'stands')\n"
        "with acting(her): crosswalks.take_back(acting=her, reference=ref)"
    )
    taken = pair.seconds_until("standing() == ['ended', 'consent']")
    assert taken < 60
    assert pair.outcomes()[RULE][0] == "unknown"


def test_what_rested_on_a_revoked_document_ends_in_both_cities(pair: Pair) -> None:
    pair.stands()
    pair.changsha.run("crosswalks.revoke(acting=SYSTEM, crosswalk_id=paper, reason='协议终止')")
    assert pair.changsha.run("result = standing()") == ["ended", "document"]
    assert pair.outcomes()[RULE][0] == "unknown"
    taken = pair.seconds_until("not crosswalks.ways_out(her)", pair.xiangtan)
    assert taken < 60
    pair.xiangtan.run("with acting(SYSTEM): recheck()")
    assert pair.xiangtan.run("result = crosswalks.told_by(her)[0].state") == "ended"
    pair.changsha.run(
        "row = crosswalks.draft(acting=SYSTEM, draft=crosswalks.Draft(\n"
        "    'changsha', 'xiangtan', parity='home-purchase', from_on=today))\n"
        "paper = crosswalks.sign(acting=SYSTEM, crosswalk_id=row.pk).pk"
    )
    pair.xiangtan.run("tasks.look(None, peer=peer)")


def test_what_ends_in_xiangtan_ends_in_changsha_within_a_minute(pair: Pair) -> None:
    pair.stands()
    pair.xiangtan.run(
        "with acting(opens):\n"
        "    number = recognition.open_proceeding(opens, tier, Wanted(\n"
        "        'withdraw', 'cause', '材料不实', '市认定办法第9条'))\n"
        "    recognition.tell(opens, number, today + timedelta(days=10))\n"
        "with acting(her): recognition.answer(her, number, '没有异议。')\n"
        "with acting(decides): recognition.decide(decides, number, '事实清楚')"
    )
    taken = pair.seconds_until("standing() == ['ended', 'withdrawn']")
    assert taken < 60
    print(f"the withdrawal took {taken:.1f} s")
    assert pair.outcomes()[RULE][0] == "unknown"
    assert pair.changsha.run(
        "from yanzhen.apps.notices.models import Notice\n"
        "with acting(SYSTEM):\n"
        "    result = sorted({*Notice.objects.values_list('kind', flat=True)})"
    ) == ["elsewhere_heard_ended"]
    assert pair.xiangtan.run("result = crosswalks.ways_out(her)") == []


def test_a_new_key_of_the_peer_is_not_taken_over_in_silence(pair: Pair) -> None:
    pair.xiangtan.run(
        "from yanzhen.apps.signing.service import rotate\nrotate(acting=SYSTEM, city='xiangtan')"
    )
    pair.changsha.run("tasks.look(None, peer=peer)")
    problem = pair.changsha.run("result = crosswalks.peers(SYSTEM)[0].problem")
    assert problem == "new_key"
    states = pair.changsha.run("result = [k.state for k in crosswalks.peers(SYSTEM)[0].keys]")
    assert sorted(states) == ["new", "pinned"]
    pair.changsha.run(
        "new = next(k for k in crosswalks.peers(SYSTEM)[0].keys if k.state == 'new')\n"
        "crosswalks.pin(acting=SYSTEM, peer_id=peer, key_id=new.key_id)\n"
        "tasks.look(None, peer=peer)"
    )
    assert pair.changsha.run("result = crosswalks.peers(SYSTEM)[0].problem") == ""


def test_a_peer_that_was_ended_is_asked_and_believed_no_more(pair: Pair) -> None:
    pair.changsha.run("crosswalks.end_peer(acting=SYSTEM, peer_id=peer)")
    assert pair.changsha.run("result = attempt(her, '7K2M' * 5)") == "no_peer"
    asks = "{'series': 'x', 'version': 1, 'place': 'AAAAAA', 'compared': []}"
    token = pair.xiangtan.run(f"result = written('xiangtan', 'changsha', ASK, {asks})[0]")
    body = json.dumps({"request": token}).encode()
    assert pair.changsha.post("/api/v1/exchange/changsha/statement", body)[0] == 401


def _bytes(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
