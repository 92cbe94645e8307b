"""The demo's accounts stand on the first page in the demo, and nowhere else."""

import re
from typing import Any

import pytest
from django.test import Client

ACCOUNT: dict[str, Any] = {
    "email": "clerk@demo.example", "password": "goose-formation", "secret": "JBSWY3DPEHPK3PXP",
    "role": "clerk", "name": {"zh": "陈受理（虚构）", "en": "Chen (invented)"},
}  # fmt: skip


@pytest.mark.django_db
def test_the_demo_shows_accounts_with_the_code_of_now(client: Client, settings: Any) -> None:
    settings.DEMO, settings.DEMO_ACCOUNTS = True, [ACCOUNT]
    page = client.get("/").content.decode()

    assert "虚构数据" in page
    assert "窗口受理人员" in page
    assert "goose-formation" in page
    assert re.search(r"<td>\d{6}</td>", page)


@pytest.mark.django_db
def test_outside_the_demo_no_password_is_shown(client: Client, settings: Any) -> None:
    settings.DEMO, settings.DEMO_ACCOUNTS = False, [ACCOUNT]

    assert "goose-formation" not in client.get("/").content.decode()
