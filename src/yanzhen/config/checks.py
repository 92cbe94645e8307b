"""What a start checks about the settings, all at once; an error is a refusal.

yanzhen.E001    a word of the environment cannot be what it should be
yanzhen.E002    outside the demo, and the secret key is not the operator's own
yanzhen.E003    the secret key is too short or a placeholder
yanzhen.E004    outside the demo, and faults are shown with all their details (YANZHEN_DEBUG)
yanzhen.E005    outside the demo, and any host name is answered
yanzhen.E006    the gateway for text messages cannot be loaded
yanzhen.E007    the token for monitoring can be guessed
yanzhen.W001    a name of ours that nothing reads: mistyped?
yanzhen.W002    outside the demo, and without HTTPS
yanzhen.W003    outside the demo, and mails go into files
yanzhen.W004    outside the demo, and text messages go into a file
yanzhen.W005    the demo can be reached by others: its accounts have passwords that all know

The keys have checks of their own (`sealing.checks`), the database's role too.
"""

import difflib
import os
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning
from django.utils.module_loading import import_string

from yanzhen.config.environment import KNOWN, SLIPS

SHORTEST_SECRET = 50
SHORTEST_TOKEN = 24
PLACEHOLDERS = ("django-insecure", "change-me", "changeme", "secret-key", "your-")

# code: what is wrong, and what to do, each in both languages
SAID = {
    "E002": (
        "没有设置 YANZHEN_SECRET_KEY；正式运行不使用自动生成的密钥。",
        "YANZHEN_SECRET_KEY is not set; outside the demo none is drawn.",
        "用 `yanzhen keys` 生成；只想试用则设 YANZHEN_DEMO=1。",
        "`yanzhen keys` draws one; for a trial set YANZHEN_DEMO=1.",
    ),
    "E003": (
        "YANZHEN_SECRET_KEY 太短或是占位文字。",
        "YANZHEN_SECRET_KEY is too short, or a placeholder.",
        f"用 `yanzhen keys` 生成一个（至少 {SHORTEST_SECRET} 个字符）。",
        f"Let `yanzhen keys` draw one ({SHORTEST_SECRET} characters or more).",
    ),
    "E004": (
        "正式运行时打开了 YANZHEN_DEBUG，出错页会泄露内部信息。",
        "YANZHEN_DEBUG is on outside the demo: a fault would show what is inside.",
        "去掉 YANZHEN_DEBUG。",
        "Unset YANZHEN_DEBUG.",
    ),
    "E005": (
        "正式运行时 YANZHEN_HOSTS 不能是 *。",
        "YANZHEN_HOSTS cannot be * outside the demo.",
        "写明域名，用空格分开。",
        "Name the hosts, separated by spaces.",
    ),
    "E006": (
        "YANZHEN_SMS_GATEWAY 指定的短信通道无法载入。",
        "The gateway for text messages, YANZHEN_SMS_GATEWAY, cannot be loaded.",
        "须是一个类的完整路径，并且已安装。",
        "It is the dotted path of a class that is installed.",
    ),
    "E007": (
        "YANZHEN_MONITORING_TOKEN 太短，可以猜到。",
        "YANZHEN_MONITORING_TOKEN is too short: it can be guessed.",
        f"至少 {SHORTEST_TOKEN} 个随机字符。",
        f"{SHORTEST_TOKEN} random characters or more.",
    ),
    "W002": (
        "没有设置 YANZHEN_HTTPS=1，登录信息会明文传输。",
        "YANZHEN_HTTPS=1 is not set: what people enter travels in the clear.",
        "在前面放一个带证书的代理，并设 YANZHEN_HTTPS=1。",
        "Put a proxy with a certificate in front, and set YANZHEN_HTTPS=1.",
    ),
    "W003": (
        "没有设置 YANZHEN_SMTP，邮件只写入文件。",
        "YANZHEN_SMTP is not set: mails are written to files only.",
        "设置 YANZHEN_SMTP=smtps://用户:密码@主机:465。",
        "Set YANZHEN_SMTP=smtps://user:password@host:465.",
    ),
    "W004": (
        "没有设置 YANZHEN_SMS_GATEWAY，短信只写入文件。",
        "YANZHEN_SMS_GATEWAY is not set: text messages are written to a file only.",
        "见 docs/guide/operate.md 的“短信”。",
        "docs/guide/operate.md says how, under “Text messages”.",
    ),
    "W005": (
        "演示环境可以从别处访问，而演示账户的密码是公开的。",
        "The demo can be reached by others, and all know the passwords of its accounts.",
        "不要录入真实的个人信息。",
        "Enter nobody's real data.",
    ),
}


def environment_is_fit(**_: Any) -> list[CheckMessage]:
    """Every word of the environment is what it should be, and is read by something."""
    unknown = [name for name in os.environ if name.startswith("YANZHEN_") and name not in KNOWN]
    return [
        *(Error(f"{one.zh} / {one.en}", id="yanzhen.E001") for one in SLIPS),
        *map(_unknown, sorted(unknown)),
    ]


def secrets_are_fit(**_: Any) -> list[CheckMessage]:
    """Outside the demo the secrets are the operator's own, and none can be guessed."""
    key, token = settings.SECRET_KEY, settings.MONITORING_TOKEN
    not_given = settings.PRODUCTION and not settings.SECRET_KEY_GIVEN
    weak = len(key) < SHORTEST_SECRET or key.lower().startswith(PLACEHOLDERS)
    return _found(
        E002=not_given,
        E003=weak and not not_given,
        E007=bool(token) and len(token) < SHORTEST_TOKEN,
    )


def service_is_fit_for_others(**_: Any) -> list[CheckMessage]:
    """Outside the demo it shows no details, answers to its own names, and its messages go out."""
    real = settings.PRODUCTION
    return _found(
        E004=real and settings.DEBUG,
        E005=real and "*" in settings.HOSTS,
        E006=not _loads(settings.SMS_GATEWAY),
        W002=real and not settings.HTTPS,
        W003=real and settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"),
        W004=real and settings.SMS_GATEWAY.endswith("gateway.FileGateway"),
        W005=not real and bool(settings.HOSTS),
    )


def _loads(path: str) -> bool:
    try:
        import_string(path)
    except ImportError:
        return False
    return True


def _found(**wrong: bool) -> list[CheckMessage]:
    return [_message(code, *SAID[code]) for code, is_so in wrong.items() if is_so]


def _message(code: str, zh: str, en: str, hint_zh: str, hint_en: str) -> CheckMessage:
    kind = Error if code.startswith("E") else Warning
    return kind(f"{zh} / {en}", hint=f"{hint_zh} / {hint_en}", id=f"yanzhen.{code}")


def _unknown(name: str) -> CheckMessage:
    near = difflib.get_close_matches(name, KNOWN, 1)
    hint_zh = f"是否想写 {near[0]}？" if near else "docs/guide/operate.md 列出全部设置。"
    hint_en = f"Is {near[0]} meant?" if near else "docs/guide/operate.md lists all settings."
    zh, en = f"没有名为 {name} 的设置。", f"There is no setting {name}."
    return _message("W001", zh, en, hint_zh, hint_en)


CHECKS = (environment_is_fit, secrets_are_fit, service_is_fit_for_others)
