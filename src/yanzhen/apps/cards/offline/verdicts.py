"""What a doorkeeper is told of a code: one sentence for each verdict, in both languages.

    Verdict("expired", claims).zh        "已过期：……"

Each says what is wrong and, where something can be done at the door, what.
"""

from dataclasses import dataclass

from yanzhen.apps.cards.offline.tokens import Claims

OK, OK_PRINT = "ok", "ok_print"

SENTENCES = {
    OK: ("有效。", "Valid."),
    OK_PRINT: (
        "有效。这是打印的卡：请与本人证件核对姓名。",
        "Valid. This is a printed card: compare the name with a document of the holder's.",
    ),
    "not_a_card": (
        "这不是人才卡的二维码，或者已经损坏。请出示人才卡页面上的二维码。",
        "This is not a talent card's code, or it is damaged. Ask for the code on the card's page.",
    ),
    "truncated": (
        "二维码没有读全。请靠近一些、再扫一次；手工输入的请核对末尾。",
        "The code was not read whole. Move closer and scan again; if it was typed, check its end.",
    ),
    "trailing": (
        "二维码后面多出了内容，不能接受。请出示人才卡页面上的二维码。",
        "Something was added after the code: refused. Ask for the code on the card's page.",
    ),
    "unknown_key": (
        "签名的密钥不认识：可能是别处的卡、作废的密钥签的卡，或本机的密钥没有更新。联网更新后再试。",
        "Signed by a key unknown here: another place's card, one under a revoked key, or the keys "
        "here are old. Go online to update them and try again.",
    ),
    "wrong_city": (
        "卡上写的城市与签名的城市不同，不能接受。",
        "The card names one city and is signed by another: refused.",
    ),
    "bad_signature": (
        "签名不对：内容被改过，或者是伪造的，不能接受。",
        "The signature is wrong: the code was changed or forged. Refused.",
    ),
    "other_phone": (
        "这个二维码不是由持卡人绑定的手机出示的，不能接受。",
        "This code was not shown by the phone that the card is bound to: refused.",
    ),
    "not_yet": (
        "还没有开始生效。请核对本机日期；日期无误的，到生效日再来。",
        "It does not hold yet. Check this device's date; if it is right, the card begins later.",
    ),
    "expired": (
        "已过期。请持卡人联网打开人才卡页面更新；卡本身到期的，向发卡部门申请续期。",
        "It has expired. The holder opens the card's page online to renew it; a card that has "
        "ended itself is renewed by its issuer.",
    ),
    "key_retired": (
        "签名的密钥当时没有在用（已停用或尚未启用），不能接受。请持卡人联网更新人才卡。",
        "Signed by a key that was not in use at that time: refused. The holder updates the card "
        "online.",
    ),
    "stale": (
        "这个二维码太旧，可能是截图。请持卡人当面打开人才卡页面，等二维码刷新后再扫；也请核对本机时间。",
        "This code is old, perhaps a screenshot. Ask the holder to open the card's page now and "
        "scan the fresh code; check this device's clock too.",
    ),
    "clock": (
        "时间对不上：二维码或名单的时间晚于本机时间。请核对本机和持卡人手机的日期、时间。",
        "The times do not agree: the code or the list is later than this device's clock. Check "
        "date and time here and on the holder's phone.",
    ),
    "replayed": (
        "这个二维码刚才已经用过。请等持卡人的二维码刷新（最多半分钟）后再扫。",
        "This very code was shown before. Wait until the holder's code is fresh (half a minute at "
        "most) and scan again.",
    ),
    "suspended": (
        "这张卡已暂停使用。请持卡人联系发卡部门。",
        "This card is suspended. The holder asks its issuer.",
    ),
    "revoked": (
        "这张卡已作废，不能接受。",
        "This card has been revoked: refused.",
    ),
    "status_missing": (
        "本机没有这个城市的卡状态名单，不能判断卡是否作废。请联网更新名单。",
        "This device has no status list of this city, so it cannot tell whether the card was "
        "revoked. Go online to fetch it.",
    ),
    "status_too_old": (
        "本机的卡状态名单太旧，不能判断卡是否作废。请联网更新名单。",
        "The status list on this device is too old to tell whether the card was revoked. Go "
        "online to update it.",
    ),
}
"""Every code of a verdict, Chinese and English."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of it. `claims` are there as soon as the city's signature was right."""

    code: str
    claims: Claims | None = None

    @property
    def accepted(self) -> bool:
        return self.code in (OK, OK_PRINT)

    @property
    def zh(self) -> str:
        return SENTENCES[self.code][0]

    @property
    def en(self) -> str:
        return SENTENCES[self.code][1]
