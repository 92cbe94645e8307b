"""Sentences about claims, in Chinese and English."""

from datetime import date

from yanzhen.apps.claims.models import Claim
from yanzhen.apps.policies.service import kept_pack
from yanzhen.policy import Pack
from yanzhen.policy.values import yuan, yuan_en
from yanzhen.policy.vocabulary import Label

NO_REASON = Label("请写明理由。", "Give the reason.")
NO_CLAUSE = Label("请填写政策里的条款。", "Name a clause of the policy.")
NO_CLAWBACK = Label("本项政策没有这种退回情形。", "The policy knows no such reason to pay back.")
CLAIMED = Label("同一情形已在追回或待核实。", "It is claimed or looked into for this already.")
IN_RUN = Label(
    "有期次正在支付，请等支付批次结束再追回。",
    "A payment is in a run: claim it back when the run has ended.",
)
NO_SUM = Label("请填写大于零的金额。", "Enter a sum above zero.")
NO_REFERENCE = Label("请填写银行回单号。", "Enter the bank's reference.")
NOT_YET = Label("到账日期不能晚于今天。", "The day of receipt cannot lie ahead.")
HOW_MANY = Label("请填写 1 至 120 期。", "Enter 1 to 120 parts.")
NOT_IN_ORDER = Label(
    "日期须从今天起按先后填写。", "The dates begin today or later, one after the other."
)
SOME_CAME = Label(
    "已有退回的，不能撤销；余款可以核销。",
    "Some of it came back: it cannot be withdrawn, the rest can be written off.",
)
WAS_NOT_PAID = Label(
    "账上这笔待遇的已支付额不足，请核对支付和退汇。",
    "The ledger has not paid that much on balance: check payments and returns.",
)
NOTED = Label("这一回单号已经登记过。", "This reference is entered already.")
NOT_YOURS = Label(
    "追回由财政部门和人才工作机构办理，收款和核销由财政部门办理。",
    "Finance and the talent office see to claims; finance takes money in and writes off.",
)
SAME_HAND = Label("复核须由另一个人办理。", "A second person has to agree.")
NOTHING_ASKED = Label("没有待复核的核销或撤销。", "Nobody asked to write it off or withdraw it.")
ASKED = Label("已提出核销或撤销，请先复核。", "An end was asked for: settle that first.")
A_PERSON = Label("须由人办理。", "A person has to do this.")
OTHER_AWARD = Label("这不是该笔待遇的线索。", "The proposal is of another award.")
STATES_EN = {
    Claim.State.PROPOSED: "To be looked into", Claim.State.OPEN: "Waits for a second person",
    Claim.State.REPAYING: "Being paid back", Claim.State.REPAID: "Paid back",
    Claim.State.WRITTEN_OFF: "Written off", Claim.State.WITHDRAWN: "Withdrawn",
}  # fmt: skip


def pack_of(claim: Claim) -> Pack:
    """The version of the pack under which the award was granted."""
    return kept_pack(claim.city, claim.pack_hash)


def title_of(claim: Claim) -> Label:
    """What is claimed back: the title of the award's rule."""
    return pack_of(claim).rules[claim.rule].title


def state_of(claim: Claim) -> Label:
    state = Claim.State(claim.state)
    return Label(str(state.label), STATES_EN[state])


def wrong_state(claim: Claim) -> Label:
    label = claim.get_state_display()
    return Label(
        f"这笔追回现在是“{label}”，不能这样办理。",
        f"The claim is {claim.state}: this cannot be done now.",
    )


def too_much(most: int) -> Label:
    return Label(
        f"最多可追回 {yuan(most)}：已支付的，减去已退回和已在追回的。",
        f"At most {yuan_en(most)} can be claimed: what was paid, less what came back and what is "
        "claimed already.",
    )


def not_the_rest(left: int) -> Label:
    return Label(
        f"各期合计须等于尚未追回的 {yuan(left)}。",
        f"The parts have to add up to what has not come back: {yuan_en(left)}.",
    )


def more_than_left(left: int) -> Label:
    return Label(
        f"超过尚未追回的 {yuan(left)}，多出的部分请退还缴款人。",
        f"More than is still claimed ({yuan_en(left)}): give the rest back to whoever paid it.",
    )


def happened(trigger: Label, on: date, since: date | None, years: int | None) -> Label:
    """What the look found, and from when the years were counted."""
    zh, en = f"{trigger.zh}：{_day(on)}。", f"{trigger.en}: {on.isoformat()}."
    if years is None:
        return Label(zh, en)
    if since is None:
        return Label(
            f"{zh}规定为{years}年之内，从哪一天起算没有写或未核实，请核对。",
            f"{en} The clause says within {years} years; from which day is not said or not known: "
            "please check.",
        )
    return Label(
        f"{zh}在{_day(since)}起{years}年之内。",
        f"{en} Within {years} years from {since.isoformat()}.",
    )


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
