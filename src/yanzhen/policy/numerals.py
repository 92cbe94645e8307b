"""Every figure of a Chinese policy text, in order, so that a pack can answer for each.

「连续补贴3年,给予10—20万元奖励」 holds three figures, of which the last two are in 万元:

>>> [(n.token, str(n.value), n.unit) for n in numerals("连续补贴3年,给予10—20万元奖励")]
[('3年', '3', '年'), ('10', '10', '万元'), ('20万元', '20', '万元')]

What counts:

1. Every run of digits, full-width or not, with thousands separators (1,000) and decimals. %, 万
   and 亿 belong to the unit: 500万元 is 500 with the unit 万元. A unit is a word of `_UNITS`;
   without one it is empty (973计划).
2. Chinese numerals that count or grade: followed by a unit (三年, 四个, 一等奖, 五大) or preceded
   by 第 (第一完成人); 第 belongs to the token. 百分之二十 is 20 with the unit %. Adjoining digits
   (两三年) are vague: the value is None.
3. The members of a range or list share the last one's unit: 10—20名, 6万-30万元, 二等奖2、3名,
   第一、二、三层次. The token stays as printed. A first member larger than the last leaves out
   the scale: 5000—1万元 starts at 5000元.
4. A document number (〔2018〕13号), a date (2022-12-30) and a time (14:55) are one figure without
   a value each; a ratio such as 1:1 is one figure with the unit 比.

What does not count:

5. List markers: at the start of a line or after a full stop (一、 1. 第十八条), in brackets (一),
   circled ①, or alone in the first cell of a table's row.
6. A magnitude without a digit (万人计划, 千亿级); 一 as "some" or "same" (一批, 一大批, 同一年度);
   words with a counter's look (一次性, 第三方, 上半年); digits that no unit follows (三高四新).

Asterisks (markdown, masks) and spaces inside a figure are not part of its token; start and end
point into the text as given.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from hashlib import sha256
from typing import Literal

__all__ = ["Clause", "Lost", "Numeral", "cut", "digest", "han_value", "numerals", "placed"]


@dataclass(frozen=True)
class Numeral:
    """One figure: as printed, what it is worth, in what unit, and where it stands."""

    token: str
    value: Decimal | None
    unit: str
    start: int
    end: int


@dataclass(frozen=True)
class Clause:
    """Where a clause stands in the text: from its opening to the next clause's."""

    id: str
    start: int
    end: int


@dataclass(frozen=True)
class Lost:
    """A clause whose opening the text lacks, or has only before the clause that precedes it."""

    id: str
    opening: str
    problem: Literal["absent", "out_of_order"]


# Longer words stand before their beginnings; a look-ahead keeps a counter from swallowing a word
# (121人才工程, 3项目).
_UNITS = r"""
    美元 欧元 港元 日元 英镑 元 [%％] ‰ 个百分点 个月 个 年(?!级) 月 日(?!常|本|报|益) 天
    周岁 周年 周(?!边|末|围|期) 星期 岁 小时 分钟 季度 学时 课时
    人次 人(?!才|民|社|大|均|力|工|事|选|口|生) 名 位(?!于|置) 家(?!庭|长|属) 户(?!籍|口)
    等奖 层次 星级 级 等(?!级|次) 类 档 倍 成(?!果|为|立|效|员|长|本|功|熟|就|分|建)
    次(?!性) 趟 张 项(?!目(?!标)) 件 条(?!件|龙) 号 批 期(?!间|权|股) 届 轮 场 支
    所(?!得|在|需|属|有|以|述|列) 座 套 辆 台 篇 部(?!门|分|级|属) 强 种 系列
    大(?!学|型|力|量|幅|会|批) 平方公里 公里 平方米 米 公顷 亩 吨级 吨
    县 市(?!场|民|级|政|委) 区 省(?!级|部|内|外|委)
"""
_UNIT = rf"(?:[十百千]?[万亿]?(?:{'|'.join(_UNITS.split())})|[十百千]?[万亿])"
_HAN = "零〇一二两三四五六七八九十百千万亿半"
_SPACE = "[ \u00a0\u3000]?"
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?![\d,])|\d+)(?:[.．]\d+)?"
_START = r"(?:^[ \t\u00a0\u3000]*|(?<=[。;；]))"

# One pass, first match wins: what has no name is structure and stays silent.
_FIGURE = re.compile(
    rf"""
      {_START}(?:\d{{1,3}}(?:\t|、|[.．](?!\d))|[{_HAN}]+、|第(?:\d+|[{_HAN}]+)[条章节])
    | (?<!第)[（(](?:\d{{1,2}}|[{_HAN}]+)[)）]
    | (?P<number_of_document>[〔\[［（(]\d{{4}}[〕\]］)）]{_SPACE}第?\d+{_SPACE}号)
    | (?P<date>\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?!\d))
    | (?P<time>\d{{1,2}}[:：]\d{{2}}(?!\d))
    | (?P<ratio>(?P<left>{_NUMBER})[:：](?P<right>{_NUMBER}))
    | (?P<share>(?P<whole>百|千)分之(?P<part>[{_HAN}]+))
    | (?P<ordinal>第{_SPACE})?(?:(?P<digits>{_NUMBER})|(?P<han>[{_HAN}]+))
      (?:[余多]?{_SPACE}(?P<unit>{_UNIT})(?P<half>半(?!数|径))?)?
    """,
    re.VERBOSE | re.MULTILINE,
)
_RANGE = re.compile(rf"{_SPACE}(?:[—–―\-－~～]{{1,2}}|至|到|、){_SPACE}")
_MARKDOWN = "*\\"

_NOT_BEFORE_ONE = frozenset("同统唯单任之某逐每另")  # 同一, 唯一, 之一, 每一: not a count
_INDEFINITE = frozenset(("批", "支", "种", "套", "系列"))  # 一批人才: some, not one
_DIGIT = {han: value for value, han in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SCALE = {"十": 10, "百": 100, "千": 1000}


def numerals(text: str) -> tuple[Numeral, ...]:
    """The figures of a text, in order."""
    printed = [at for at, character in enumerate(text) if character not in _MARKDOWN]
    bare = "".join(text[at] for at in printed)
    read = (_read(bare, match) for match in _FIGURE.finditer(bare))
    found = _share_units(bare, [n for n in read if n])
    return tuple(
        replace(n, start=printed[n.start], end=printed[n.end - 1] + 1)
        for n in found
        if n.unit or not _only_han(n.token)
    )


def cut(
    text: str, openings: Sequence[tuple[str, str]]
) -> tuple[tuple[Clause, ...], tuple[Lost, ...]]:
    """The clauses of a text, given how each opens, and those that could not be placed.

    >>> cut("一、目标。二、措施。", [("二", "二、措施"), ("一", "一、目标")])[1]
    (Lost(id='一', opening='一、目标', problem='out_of_order'),)
    """
    starts: list[tuple[str, int]] = []
    lost: list[Lost] = []
    after = 0
    for clause, opening in openings:
        at = text.find(opening, after) if opening else -1
        if at < 0:
            known = bool(opening) and opening in text
            lost.append(Lost(clause, opening, "out_of_order" if known else "absent"))
            continue
        starts.append((clause, at))
        after = at + len(opening)
    ends = [*(at for _, at in starts[1:]), len(text)]
    clauses = (Clause(clause, at, end) for (clause, at), end in zip(starts, ends, strict=False))
    return tuple(clauses), tuple(lost)


def placed(text: str, clauses: Sequence[Clause]) -> tuple[tuple[str, Numeral], ...]:
    """Each figure with the clause it stands in; "" for what stands in none, as a site's header."""
    starts = [clause.start for clause in clauses]
    found = []
    for numeral in numerals(text):
        at = bisect_right(starts, numeral.start) - 1
        found.append((clauses[at].id if at >= 0 else "", numeral))
    return tuple(found)


def digest(tokens: Iterable[tuple[str, str]]) -> str:
    """A short fingerprint of a document's figures: of each one's clause and token, in order.

    >>> digest([("2", "500万元"), ("2", "3年")])
    '25c29f37903dacbe'
    """
    listed = "".join(f"{clause}\t{token}\n" for clause, token in tokens)
    return sha256(listed.encode()).hexdigest()[:16]


def _read(text: str, match: re.Match[str]) -> Numeral | None:
    """What one match says, or None where it is structure or a word that only looks like a count."""
    token = re.sub(r"\s", "", match[0])
    group = match.groupdict()
    unit = (group["unit"] or "").replace("％", "%")
    value: Decimal | None = None
    if group["number_of_document"]:
        unit = "文号"
    elif group["date"] or group["time"]:
        unit = "日期" if group["date"] else "时刻"
    elif group["ratio"]:
        unit = "比"
        value = _digits(group["left"]) if _digits(group["right"]) == 1 else None
    elif group["share"]:
        unit = "%" if group["whole"] == "百" else "‰"
        value = han_value(group["part"])
    elif group["digits"]:
        value = _digits(group["digits"])
    elif group["han"] and not _is_word(text, match):
        digits, scale = _split_scale(group["han"], bool(unit))
        unit = scale + unit
        value = han_value(digits)
    else:
        return None
    if group["half"] and value is not None:
        value += Decimal("0.5")
    return Numeral(token, value, unit, match.start(), match.end())


def _is_word(text: str, match: re.Match[str]) -> bool:
    """Whether Chinese digits here are part of a word or an order of magnitude, not a count."""
    han, unit = match["han"], match["unit"] or ""
    if match["ordinal"]:
        return text.startswith("方", match.end())  # 第三方
    before = text[match.start() - 1 : match.start()]
    if set(han) <= set("百千万亿"):
        return True
    if han == "一" and (before in _NOT_BEFORE_ONE or unit in _INDEFINITE):
        return True
    if han == "半":
        return unit not in ("年", "月", "天", "日", "小时", "个", "个月") or before in ("上", "下")
    return before in ("几", "数")


def _split_scale(han: str, has_unit: bool) -> tuple[str, str]:
    """三十万 before 元 is 30 with the unit 万元, as 30万元 is."""
    if has_unit and len(han) > 1 and han[-1] in "万亿":
        return han[:-1], han[-1]
    return han, ""


def _share_units(text: str, found: list[Numeral]) -> list[Numeral]:
    """Give each member of a range or list the unit that only its last member prints."""
    shared: list[Numeral] = []
    for numeral in reversed(found):
        following = shared[-1] if shared else None
        if following and _RANGE.fullmatch(text, numeral.end, following.start):
            numeral = replace(numeral, unit=_carried(numeral, following))
        shared.append(numeral)
    return shared[::-1]


def _carried(numeral: Numeral, following: Numeral) -> str:
    if numeral.unit not in ("", "万", "亿") or not following.unit.startswith(numeral.unit):
        return numeral.unit
    if not numeral.unit and numeral.value and following.value and numeral.value > following.value:
        return following.unit.lstrip("十百千万亿")
    return following.unit


def _only_han(token: str) -> bool:
    """Chinese digits alone (三高四新): a count only where a unit or 第 says so."""
    return set(token) <= set(_HAN)


def _digits(printed: str) -> Decimal:
    return Decimal(printed.replace(",", "").replace("．", "."))


def han_value(digits: str) -> Decimal | None:
    """二十四 is 24, 二〇二五 is 2025, 半 is 0.5; 两三 is neither two nor three.

    >>> [str(han_value(d)) for d in ("十", "一百零五", "三万", "二〇二五", "半", "两三")]
    ['10', '105', '30000', '2025', '0.5', 'None']
    """
    if digits == "半":
        return Decimal("0.5")
    if "半" in digits:
        return None
    if all(d in _DIGIT for d in digits) and len(digits) > 1:
        return Decimal("".join(str(_DIGIT[d]) for d in digits)) if len(digits) == 4 else None
    return Decimal(sum(_scaled(digits)))


def _scaled(digits: str) -> Iterator[int]:
    """The parts of a number below and above 万 and 亿: 一亿三千万 gives 100000000, 30000000."""
    section = digit = 0
    for han in digits:
        if han in _DIGIT:
            digit = _DIGIT[han]
        elif han in _SCALE:
            section, digit = section + (digit or 1) * _SCALE[han], 0
        else:
            yield (section + digit or 1) * (10_000 if han == "万" else 100_000_000)
            section = digit = 0
    yield section + digit
