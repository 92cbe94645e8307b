"""The words of a report in Chinese and English, and numbers as an office writes them.

about(1_234_567_890_00, "zh")  ->  '12.35亿元'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yanzhen.policy.explain import explainer_for
from yanzhen.policy.reasons import BY_READINGS, NO_CLAIM, NOT_IN_FORCE
from yanzhen.policy.values import yuan, yuan_en
from yanzhen.policy.vocabulary import Label
from yanzhen.population.chunks import NO_GROUP
from yanzhen.population.tally import OPEN_TIER, TIER

if TYPE_CHECKING:
    from yanzhen.policy.pack import Pack, Rule
    from yanzhen.policy.vocabulary import Language

INVENTED = Label("虚构数据", "invented data")
INVENTED_LONG = Label(
    "虚构数据：其中没有真实的人和单位，数字不是统计",
    "Invented data: no person or body in it is real, and no figure is a statistic",
)
FEW = Label("<10", "<10")
HIDDEN = Label("隐去", "hidden")
MONEY = {
    "sure": Label("确定", "Sure"),
    "up_to": Label("最高至（须审定或未算定）", "Up to (to be decided or worked out)"),
    "loan": Label("贷款额度（不是支出）", "Loan limits (no spending)"),
    "pending": Label("待解释：定额", "Hangs on a reading: fixed"),
    "pending_up_to": Label("待解释：最高至", "Hangs on a reading: up to"),
    "could": Label("未知可能增加：定额", "Unknown could add: fixed"),
    "could_up_to": Label("未知可能增加：最高至", "Unknown could add: up to"),
}
COUNTS = {
    "eligible": Label("符合（件）", "Met (cases)"),
    "counted": Label("计入合计（件）", "Counted (cases)"),
    "endless": Label("没有上限（件）", "No limit (cases)"),
}
STATUS_COUNTS = {
    "eligible": Label("符合（件）", "Met (cases)"),
    "ineligible": Label("不符合（件）", "Not met (cases)"),
    "unknown": Label("尚不能确定（件）", "Open (cases)"),
    "pending_interpretation": Label("待解释（件）", "Pending (cases)"),
}
PAYERS = {
    "public": Label("财政资金", "Public money"),
    "own": Label("用人单位自有资金（不计入合计）", "The employer's own money (not counted)"),
}
DIMENSIONS = {
    "county": Label("区县", "County"),
    "city": Label("城市", "City"),
    "industry": Label("产业", "Industry"),
    "age_group": Label("年龄段", "Age group"),
    "employer": Label("用人单位", "Employer"),
    TIER: Label("人才层次", "Talent tier"),
}
NO_UNIT = Label("文件未写明责任单位", "No unit named")
REASONS = {
    NOT_IN_FORCE: Label("规则在评定日不生效", "Not in force on the day"),
    NO_CLAIM: Label("没有一条记录可以申报", "No record is a claim"),
    BY_READINGS: Label("每种读法下都有条件不满足", "Some condition fails under every reading"),
}
NO_REASON = Label("不属于规则所说的对象", "Outside whom the rule speaks of")
YUAN_10K, YUAN_100M = 10**6, 10**10
MILLION = 10**8


def about(fen: int, language: Language) -> str:
    """A sum in 万元 or 亿元 to two decimals, half up; small ones exact."""
    if language == "en":
        return f"CNY {_two(fen, MILLION)} m" if abs(fen) >= MILLION else yuan_en(fen)
    if abs(fen) >= YUAN_100M:
        return f"{_two(fen, YUAN_100M)}亿元"
    return f"{_two(fen, YUAN_10K)}万元" if abs(fen) >= YUAN_10K else yuan(fen)


def _two(fen: int, unit: int) -> str:
    """At most two decimals, rounded half up, without zeros at the end."""
    hundredths = (200 * abs(fen) + unit) // (2 * unit)
    whole, rest = divmod(hundredths, 100)
    text = f"{whole:,}" + (f".{rest:02d}".rstrip("0") if rest else "")
    return f"-{text}" if fen < 0 else text


def sum_label(fen: int) -> Label:
    return Label(about(fen, "zh"), about(fen, "en"))


def dimension_label(name: str) -> Label:
    return DIMENSIONS.get(name, Label(name, name))


def group_label(pack: Pack, dimension: str, group: str) -> Label:
    """A group's name: a tier by its class, the others as the data name them."""
    if dimension == TIER:
        classes = pack.tiers.classes if pack.tiers else ()
        tiers = {one.id: one.label for one in classes}
        open_tier = Label("未定", "Not settled")
        return open_tier if group == OPEN_TIER else tiers.get(group, _no_tier(group))
    return Label("未填写", "Not given") if group == NO_GROUP else Label(group, group)


def _no_tier(group: str) -> Label:
    return Label("不在目录", "Outside the catalogue") if group == "none" else Label(group, group)


def kind_label(pack: Pack, kind: str) -> Label:
    return pack.vocabulary.subjects[kind].label


def units_label(pack: Pack, units: tuple[str, ...]) -> Label:
    """The responsible units of a rule together: its money is theirs jointly, and shown once."""
    if not units:
        return NO_UNIT
    labels = [pack.units[one].label for one in units]
    return Label("、".join(one.zh for one in labels), ", ".join(one.en for one in labels))


def gap_label(pack: Pack, gap: str) -> Label:
    """A missing fact, parameter or open reading in words."""
    if gap.startswith("reading:"):
        return pack.readings[gap.removeprefix("reading:")].note
    return Label(
        explainer_for("zh", pack).fact_label(gap), explainer_for("en", pack).fact_label(gap)
    )


def reason_label(pack: Pack, rule: Rule, reason: int) -> Label:
    """The condition that failed first, in words."""
    conditions = (*rule.when, *(rule.for_each.when if rule.for_each else ()))
    if 0 <= reason < len(conditions):
        condition = conditions[reason]
        zh, en = explainer_for("zh", pack), explainer_for("en", pack)
        return Label(zh.condition(condition), en.condition(condition))
    return REASONS.get(reason, NO_REASON)
