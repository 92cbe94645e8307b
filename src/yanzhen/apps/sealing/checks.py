"""What a start checks about the keys.

sealing.E001    outside the demo, and the keys are not given by the environment
sealing.E002    the keys, or the one for looking up, cannot be used
"""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

from yanzhen.apps.sealing.errors import UnfitKeys
from yanzhen.apps.sealing.keys import keyring


def keys_are_fit(**_: Any) -> list[CheckMessage]:
    """The keys can be used, and outside the demo they are the operator's own."""
    found: list[CheckMessage] = []
    if settings.PRODUCTION and not settings.SEALING_KEYS_GIVEN:
        found.append(
            Error(
                "没有设置加密密钥；正式运行不使用自动生成的密钥。"
                " / Encryption keys are not set; outside the demo none are drawn.",
                hint="设置 YANZHEN_KEYS 和 YANZHEN_INDEX_KEY，可用 `yanzhen keys` 生成；另行备份。"
                " / Set YANZHEN_KEYS and YANZHEN_INDEX_KEY (`yanzhen keys` draws some); back them"
                " up apart from the data.",
                id="sealing.E001",
            )
        )
    try:
        keyring()
    except UnfitKeys as unfit:
        found.append(Error(f"{unfit.zh} / {unfit.en}", id="sealing.E002"))
    return found
