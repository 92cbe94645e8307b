"""What crosswalks refuse.

NoSuchCrosswalk    there is no such document in her reach
NoSuchPeer         there is no such installation in her reach
NoSuchStatement    there is nothing of hers under this reference
CrosswalkRefused   nothing was changed: every reason with its field, in both languages
PeerSilent         the other installation could not be asked, or its answer is not to be believed
NothingToTell      what a peer is answered that asks for somebody: no more than needed
NotBelieved        a message from elsewhere that is not to be believed: answered without a reason
"""

from collections.abc import Iterable
from dataclasses import dataclass

from yanzhen.policy.vocabulary import Label


class NoSuchCrosswalk(LookupError):
    """There is no such document."""

    code = "no_such_crosswalk"


class NoSuchPeer(LookupError):
    """There is no such installation."""

    code = "no_such_peer"


class NoSuchStatement(LookupError):
    """There is no such statement."""

    code = "no_such_statement"


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason: a stable code, the field that it speaks of, the sentence."""

    code: str
    reason: Label
    field: str = ""


class CrosswalkRefused(ValueError):
    """Nothing was changed, for these reasons."""

    code = "crosswalk_refused"

    def __init__(self, refusals: Iterable[Refusal]) -> None:
        self.refusals = tuple(refusals)
        super().__init__(" ".join(one.reason.zh for one in self.refusals))


def refuse(code: str, zh: str, en: str, field: str = "") -> CrosswalkRefused:
    """The error for one reason."""
    return CrosswalkRefused([Refusal(code, Label(zh, en), field)])


SILENT = {
    "bad_address": Label(
        "对方地址须是 https:// 开头的完整网址。", "The address has to begin with https://."
    ),
    "private_address": Label(
        "对方地址指向内部网络，不能使用。", "The address leads into a private network."
    ),
    "unknown_host": Label("对方地址的域名无法解析。", "The host of the address is not known."),
    "unreachable": Label(
        "现在联系不上对方城市，请稍后再试。",
        "The other city cannot be reached now; please try again later.",
    ),
    "redirected": Label(
        "对方地址转到了别处，已停止；请管理员核对地址。",
        "The other city's address leads somewhere else; an administrator should look at it.",
    ),
    "refused": Label(
        "对方没有受理这一请求；请管理员核对双方的密钥和时钟。",
        "The other city did not take the request: an administrator should compare keys and clocks.",
    ),
    "unreadable": Label(
        "对方的答复无法读取，没有采用。", "The other city's answer cannot be read; it is not used."
    ),
    "untrusted": Label(
        "对方的答复没有通过签名核验，没有采用。",
        "The other city's answer is not signed as it should be; it is not used.",
    ),
    "new_key": Label(
        "对方换了签名密钥，须由管理员核对指纹并确认后才能继续。",
        "The other city signs with another key; an administrator has to confirm it first.",
    ),
}
"""Why nothing came of asking a peer."""


class PeerSilent(Exception):
    """The peer could not be asked, or what it said is not to be believed."""

    def __init__(self, code: str) -> None:
        self.code, self.reason = code, SILENT[code]
        super().__init__(code)


NOTHING = Label(
    "没有可以告知的内容：代码不对、已用过或已过期，或者证件号码不一致。请本人重新取得代码。",
    "There is nothing to tell: the code is wrong, used or out of date, or the numbers differ. "
    "She can get a new code.",
)
"""One sentence for all of it: who guesses learns nothing from it."""


class NothingToTell(Exception):
    """What a peer that asks is answered, whatever the reason was."""

    code, reason = "nothing_to_tell", NOTHING


NOT_BELIEVED = Label(
    "请求没有通过核验：签名、对象、时间或编号不符。",
    "The request is not believed: its signature, addressee, time or number is wrong.",
)


class NotBelieved(Exception):
    """A message that is not to be believed; which of its faults it was stands in our log only."""

    code, reason = "not_believed", NOT_BELIEVED

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)
