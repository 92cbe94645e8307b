"""The log: nobody's data, the request's number, one line of JSON for each record."""

import json
import logging
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from yanzhen.config.logs import NUMBER, Json, Line, logging_in, without_personal_data


@pytest.mark.parametrize(
    "number",
    [
        "430302199001011234", "43030219900101123X", "４３０３０２１９９００１０１１２３４",
        "430302900101123", "91430300MA4L2XYQ3B", "13800000000", "+8613800000000", "86 13800000000",
        "6222021234567890123", "E12345678", "H1234567890", "li.na@example.cn",
    ],
)  # fmt: skip
def test_a_persons_number_is_taken_out(number: str) -> None:
    for text in (f"姓名{number}", f"id={number};", f'{{"n": "{number}"}}', f"（{number}）"):
        assert number not in without_personal_data(text)


@pytest.mark.parametrize(
    "kept", ["XT2026-000017", "took 1234 ms", "2026-11-28 19:00:00,123", "1795893463.86", "job 12"]
)
def test_other_numbers_stay(kept: str) -> None:
    assert without_personal_data(kept) == kept


def record(message: str, **given: Any) -> logging.LogRecord:
    return logging.makeLogRecord({"name": "yanzhen", "msg": message, "levelname": "ERROR"} | given)


def as_json(one: logging.LogRecord) -> dict[str, Any]:
    words = logging_in("json")["formatters"]["json"].copy()
    words.pop("()")
    found: dict[str, Any] = json.loads(Json(**words).format(one))
    return found


def test_a_line_of_json_has_what_a_machine_looks_for() -> None:
    token = NUMBER.set("abc-123-def")
    try:
        found = as_json(record("张三 13800000000", status=500))
    finally:
        NUMBER.reset(token)

    assert found["message"] == "张三 [phone]"
    assert (found["level"], found["logger"]) == ("ERROR", "yanzhen")
    assert (found["request"], found["status"]) == ("abc-123-def", 500)
    assert found["time"]


def test_a_trace_carries_nobodys_number() -> None:
    try:
        raise ValueError("430302199001011234 is taken")
    except ValueError as fault:
        one = record("a fault", exc_info=(type(fault), fault, fault.__traceback__))

    for said in (json.dumps(as_json(one)), Line().format(one)):
        assert "430302199001011234" not in said
        assert "[id]" in said


@pytest.mark.django_db
def test_the_row_that_a_constraint_refused_is_not_said() -> None:
    twice = "INSERT INTO people VALUES ('欧阳娜娜'), ('欧阳娜娜')"
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE people (name text UNIQUE)")
        with pytest.raises(IntegrityError) as refused, transaction.atomic():
            cursor.execute(twice)
    assert "欧阳娜娜" in str(refused.value)
    one = record(str(refused.value))

    assert "欧阳娜娜" not in Line().format(one)
    assert "欧阳娜娜" not in json.dumps(as_json(one), ensure_ascii=False)


@pytest.mark.django_db
class TestARequest:
    def test_has_a_number(self, client: Client) -> None:
        first, second = (client.get("/health/live")["X-Request-ID"] for _ in range(2))

        assert len(first) == 32
        assert first != second

    def test_keeps_a_plain_one_that_a_proxy_brings(self, client: Client) -> None:
        kept = client.get("/health/live", headers={"X-Request-ID": "proxy-1234"})
        odd = client.get("/health/live", headers={"X-Request-ID": "a\x07; drop"})

        assert kept["X-Request-ID"] == "proxy-1234"
        assert len(odd["X-Request-ID"]) == 32

    def test_is_logged_by_its_route(self, client: Client, caplog: pytest.LogCaptureFixture) -> None:
        with caplog.at_level(logging.INFO, "yanzhen.requests"):
            client.get("/policies/nowhere/?q=13800000000")

        (line,) = (one for one in caplog.records if one.name == "yanzhen.requests")
        assert line.getMessage() == "GET /policies/<slug:city>/ 404"
        assert "13800000000" not in json.dumps(as_json(line))
