"""Sentences about employers' seats, in Chinese and English."""

from datetime import date

from yanzhen.policy.sentences import chinese_day
from yanzhen.policy.vocabulary import Label

NOT_OFFICE = Label(
    "授权、调整名额和抽查由本市人才工作机构办理。",
    "The city's talent office authorises, changes seats and samples.",
)
NOT_IN_TEXT = Label(
    "本市文件没有规定用人单位自主认定。", "The city's documents know no recognition by employers."
)
NO_KIND = Label("请选择可以自主认定的种类。", "Choose a kind that employers may recognise.")
NO_LEVELS = Label("请选择授权认定的层次。", "Choose the levels that are granted.")
NO_SEATS = Label("名额应为 1 至 1000 的整数。", "The seats are a whole number from 1 to 1000.")
NO_SCOPE = Label(
    "请写明授权认定的级别和范围（文件没有写，以授权文件为准）。",
    "Say the level and scope that are granted: the policy does not, the authorisation does.",
)
NO_BASIS = Label(
    "请填写授权依据：文号或会议纪要。", "Enter the basis: the number of the document or minutes."
)
NO_DAYS = Label("请填写起止日期，且截止日不早于起始日。", "Enter the first day and the last.")
TOO_LONG = Label(
    "按年授权：起止之间不能超过一年。", "Employers are authorised by the year: no longer than one."
)
NO_EMPLOYER = Label(
    "登记库中没有这个用人单位，请填统一社会信用代码或完整名称。",
    "No such employer is registered: enter its credit code or its whole name.",
)
MANY_EMPLOYERS = Label(
    "有多个单位与此相符，请填统一社会信用代码。", "Several employers fit: enter the credit code."
)
OVERLAPS = Label(
    "该单位在这段时间已有授权，请在原授权上调整名额。",
    "The employer is authorised in this time already: change the seats there.",
)
CLOSED = Label("这项授权已经终止。", "The authorisation has been ended.")
NO_REASON = Label("请写明理由。", "Give the reason.")
NOT_EMPLOYER = Label(
    "只有获授权单位的人事人员可以认定。", "Only officers of the authorised employer recognise."
)
NOT_EMPLOYEE = Label(
    "请选择登记库中已确认在本单位工作的人员。",
    "Choose somebody whose work for the employer is confirmed in the registry.",
)
OWN_HAND = Label("不能认定自己，请由单位另一名经办人办理。", "Nobody recognises herself.")
NO_LEVEL = Label("请选择授权范围内的层次。", "Choose a level that was granted.")
NO_DECISION = Label("请填写本单位认定决定的文号。", "Enter the number of the employer's decision.")
NO_PAPERS = Label(
    "请列出认定所依据的材料，备抽查。", "List the papers that it rests on, for the sample."
)
NO_DECIDED = Label(
    "决定日期应在授权期内且不晚于今天。", "The day of the decision lies within the authorisation."
)
STILL_HELD = Label(
    "认定仍然有效，名额不能退回。", "The recognition holds: its seat cannot be returned."
)
IS_RETURNED = Label("这个名额已经退回。", "The seat was returned already.")
NO_SIZE = Label("抽样数量应为 1 至 500。", "A sample has from 1 to 500 of them.")
NO_SEED = Label(
    "种子只能用字母、数字、点、横线，最多 64 个字符。",
    "A seed is of letters, digits, dots and hyphens, 64 at most.",
)
NO_NOTE = Label("请写明发现了什么问题。", "Say what was found.")
NO_OUTCOME = Label("请选择核查结果。", "Choose what came out.")
NO_ONE = Label("这段时间没有自主认定，无可抽查。", "Nobody was recognised by employers then.")


def in_use(free: int) -> Label:
    return Label(
        f"只有 {free} 个名额未用，其余已用，不能减这么多。",
        f"Only {free} seats are not used: no more can be taken back.",
    )


def none_left(count: int, used: int, until: date, whom: Label) -> Label:
    """What an employer is told that has used its last seat."""
    return Label(
        f"本年度名额已用完：共授权 {count} 名，已用 {used} 名，授权期至{chinese_day(until)}。"
        f"本次认定没有作出；需要增加名额，请联系{whom.zh}。",
        f"All seats of this year are used: {count} granted, {used} used, until {until:%-d %B %Y}. "
        f"Nobody was recognised; for more seats, ask: {whom.en}.",
    )


def not_yet(since: date) -> Label:
    return Label(f"授权自{chinese_day(since)}起生效。", f"It begins on {since:%-d %B %Y}.")


def over(until: date, whom: Label) -> Label:
    return Label(
        f"授权已于{chinese_day(until)}到期，未用的名额不再有效；请联系{whom.zh}。",
        f"It ended on {until:%-d %B %Y}, unused seats with it; ask: {whom.en}.",
    )
