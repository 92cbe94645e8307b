"""Who asks, behind a proxy and without one."""

from typing import Any

import pytest

from yanzhen.config.gateway import known

FORWARDED = "198.51.100.7, 203.0.113.9"


@pytest.mark.parametrize(
    ("trusted", "asks", "visitor"),
    [
        ("", "10.0.0.2", "10.0.0.2"),
        ("10.0.0.2", "10.0.0.2", "203.0.113.9"),
        ("10.0.0.2", "10.0.0.3", "10.0.0.3"),
        ("*", "10.0.0.3", "203.0.113.9"),
    ],
)
def test_only_the_proxys_word_is_taken_for_who_asks(
    settings: Any, trusted: str, asks: str, visitor: str
) -> None:
    settings.TRUSTED_PROXY = trusted

    environ = known({"REMOTE_ADDR": asks, "HTTP_X_FORWARDED_FOR": FORWARDED})

    assert environ["REMOTE_ADDR"] == visitor


def test_a_proxy_that_names_nobody_is_the_visitor(settings: Any) -> None:
    settings.TRUSTED_PROXY = "*"

    assert known({"REMOTE_ADDR": "10.0.0.2"})["REMOTE_ADDR"] == "10.0.0.2"


def test_the_setting_says_whether_pages_travel_encrypted(settings: Any) -> None:
    settings.HTTPS = True

    environ = known({"HTTP_X_FORWARDED_PROTO": "http", "wsgi.url_scheme": "http"})

    assert environ["wsgi.url_scheme"] == "https"
