"""An assessment in words: sentences and languages live here only.

Explainer("zh", pack).status(outcome)  ->  "符合"
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yanzhen.policy.expression import type_of
from yanzhen.policy.pack import SURE
from yanzhen.policy.sentences import Speaker
from yanzhen.policy.vocabulary import Label

if TYPE_CHECKING:
    from yanzhen.policy.outcome import Change, Outcome, ReadAs
    from yanzhen.policy.pack import Condition, Interval, Pack, Rule
    from yanzhen.policy.vocabulary import Fact, Language

STATUS_LABELS = {
    "eligible": Label("符合", "Eligible"),
    "ineligible": Label("不符合", "Not eligible"),
    "unknown": Label("尚不能确定", "Not known yet"),
    "pending_interpretation": Label("待解释", "Pending interpretation"),
}
NATURE_LABELS = {
    "fixed": Label("定额", "Fixed sum"),
    "formula": Label("按公式计算", "By formula"),
    "range": Label("区间", "Range"),
    "ceiling": Label("最高限额（须审定）", "Ceiling (to be decided)"),
    "loan": Label("贷款额度（不是现金）", "Loan limit (not cash)"),
    "in_kind": Label("服务或便利", "Service in kind"),
    "unspecified": Label("文件未写金额", "No figure in the document"),
}
EVERY_LABELS = {
    "once": Label("一次性", "once"),
    "month": Label("每月", "a month"),
    "year": Label("每年", "a year"),
}


class Explainer:
    """Says rules, conditions, gaps and changes of one pack in one language."""

    def __init__(self, language: Language, pack: Pack) -> None:
        self.language = language
        self.pack = pack
        self.speaker = Speaker(language, pack.rules)
        self._said: dict[int, str] = {}

    def condition(self, condition: Condition) -> str:
        """A condition's own sentence, or the one its expression makes."""
        if condition.say is not None:
            return condition.say.say(self.language)
        said = self._said.get(id(condition.node))  # the pack keeps its nodes alive
        if said is None:
            said = self._said[id(condition.node)] = self.speaker.say(condition.node)
        return said

    def rule(self, rule: Rule) -> list[str]:
        """A rule's conditions, one sentence each."""
        listed = [self.condition(condition) for condition in rule.when]
        if rule.for_each:
            listed += [self.condition(condition) for condition in rule.for_each.when]
        return listed

    def amount(self, rule: Rule) -> list[str]:
        """What the rule gives, one line per row or band."""
        if rule.amount is None:
            found = rule.in_kind or NATURE_LABELS[rule.nature]
            return [found.say(self.language)]
        amount, lines = rule.amount, list[str]()
        colon = "：" if self.language == "zh" else ": "
        if amount.by is not None:
            options = type_of(amount.by).options or {}
            for key, row in amount.rows.items():
                option = options[key].label.say(self.language)
                lines.append(f"{option}{colon}{self._interval(rule, row)}")
        if amount.label is not None:
            return [amount.label.say(self.language), *self._terms(rule)]
        for test, band in amount.bands:
            lead = f"{self.speaker.say(test)}{colon}" if test is not None else ""
            lines.append(lead + self._interval(rule, band))
        if amount.at_most is not None:
            most = self.speaker.money(amount.at_most)
            lines.append(f"单项最高{most}" if self.language == "zh" else f"at most {most} each")
        return lines + self._terms(rule)

    def _interval(self, rule: Rule, interval: Interval) -> str:
        low, high = self.speaker.say(interval.low), self.speaker.say(interval.high)
        text = high if low == high else f"{low}—{high}"
        if rule.nature == "ceiling":
            return f"最高{text}" if self.language == "zh" else f"up to {text}"
        if rule.nature == "loan":
            return f"额度最高{text}" if self.language == "zh" else f"loan limit {text}"
        return text

    def _terms(self, rule: Rule) -> list[str]:
        """How often, for how long, within which years, under which caps."""
        lines, zh = [], self.language == "zh"
        if rule.every != "once":
            lines.append(self.frequency(rule))
        if rule.within_years:
            years = rule.within_years
            lines.append(f"{years}年内支付到位" if zh else f"paid within {years} years")
        if rule.less:
            name = self.fact_label(rule.less)
            lines.append(f"冲减：{name}" if zh else f"less: {name}")
        for cap in rule.caps:
            limit = self.speaker.money(cap.limit)
            per = {"year": ("每年合计最高", "a year at most "), "subject": ("合计最高", "at most ")}
            lines.append(per[cap.per][0 if zh else 1] + limit)
        return lines

    def frequency(self, rule: Rule) -> str:
        every, periods, zh = EVERY_LABELS[rule.every], rule.periods, self.language == "zh"
        if periods is None or rule.every == "once":
            return every.say(self.language)
        most = ("最多" if zh else "at most ") if periods.up_to else ("共" if zh else "")
        times = f"{most}{periods.count}次" if zh else f"{most}{periods.count} times"
        return f"{every.say(self.language)}，{times}" if zh else f"{every.en}, {times}"

    def fact(self, gap: str) -> Fact | None:
        """The fact or the record field that a gap or a change names."""
        name, _, field = gap.partition(".")
        fact = self.pack.vocabulary.facts.get(name.split("[")[0])
        return fact.fields.get(field) if fact and field else fact

    def fact_label(self, gap: str) -> str:
        """A gap in words: the fact's label, or what the city has left open."""
        if gap.startswith("parameter:"):
            parameter = self.pack.parameters[gap.removeprefix("parameter:")]
            return parameter.label.say(self.language)
        if gap == "as_of":
            return self.speaker.words["as_of"]
        fact, head = self.fact(gap), gap.split(".")[0].split("[")[0]
        whole = self.pack.vocabulary.facts.get(head)
        if fact is None:
            return gap
        if whole is not None and whole is not fact:
            colon = "：" if self.language == "zh" else ": "
            return f"{whole.label.say(self.language)}{colon}{fact.label.say(self.language)}"
        return fact.label.say(self.language)

    def change(self, change: Change) -> str:
        """A near miss in a sentence: 带动就业人数:现为29人,需不少于30人."""
        label, fact, zh = (
            self.fact_label(change.fact),
            self.fact(change.fact),
            self.language == "zh",
        )
        relation = self.speaker.relation(change.relation).strip()
        if fact is None:
            needed, given = self.speaker.value(change.needed), self.speaker.value(change.given)
        else:
            needed = self.speaker.fact_value(fact, change.needed)
            given = self.speaker.fact_value(fact, change.given)
        if change.fact == "as_of":
            return f"到{needed}即满足" if zh else f"met from {needed}"
        if zh:
            return f"{label}：现为{given}，需{relation}{needed}"
        return f"{label}: now {given}; needs: {relation} {needed}"

    def status(self, outcome: Outcome) -> str:
        return STATUS_LABELS[outcome.status].say(self.language)

    def why(self, outcome: Outcome) -> str:
        """In one line: what is missing, which conditions failed, or between which readings."""
        mark = "、" if self.language == "zh" else ", "
        if outcome.status == "ineligible":
            failed = [
                self.condition(one.condition) for one in outcome.because if one.truth is False
            ]
            return ("；" if self.language == "zh" else "; ").join(failed)
        if outcome.readings:
            colon = "：" if self.language == "zh" else ": "
            lines = [
                f"{mark.join(self.reads(one))}{colon}{STATUS_LABELS[one.status].say(self.language)}"
                for one in outcome.readings
            ]
            return "\n".join(lines)
        return mark.join(dict.fromkeys(self.fact_label(gap) for gap in outcome.missing))

    def reads(self, one: ReadAs) -> list[str]:
        """The options chosen in one way of reading."""
        return [
            self.pack.readings[name].options[option].say(self.language)
            for name, option in one.choices.items()
        ]

    def sums(self, outcome: Outcome) -> str:
        """The outcome's money in one line, its nature never hidden."""
        rule, found, zh = outcome.rule, outcome.sums, self.language == "zh"
        if rule.amount is None:
            return (rule.in_kind or NATURE_LABELS[rule.nature]).say(self.language)
        if found.total is not None:
            text = self.speaker.money(found.total)
            return f"{text}{self._times(outcome)}"
        if found.high is None:
            return "尚不能计算" if zh else "cannot be computed yet"
        high = self.speaker.money(found.high)
        if outcome.status == "unknown" and rule.nature in SURE and not found.up_to:
            return f"若符合：{high}" if zh else f"if eligible: {high}"
        if rule.nature == "loan":
            return f"贷款额度最高{high}" if zh else f"loan limit up to {high}"
        if rule.nature == "range" and found.low:
            return f"{self.speaker.money(found.low)}—{high}"
        times = self._times(outcome)
        return f"最高{high}{times}" if zh else f"up to {high}{times}"

    def _times(self, outcome: Outcome) -> str:
        found, rule = outcome.sums, outcome.rule
        if rule.every == "once" or found.per_period is None:
            return ""
        per = self.speaker.money(found.per_period)
        if self.language == "zh":
            return f"（{self.frequency(rule)}，每次{per}）"
        return f" ({self.frequency(rule)}, {per} each)"


_EXPLAINERS: dict[tuple[str, str], Explainer] = {}


def explainer_for(language: Language, pack: Pack) -> Explainer:
    """The explainer of a pack version in a language, made once."""
    key = (language, pack.content_hash)
    if key not in _EXPLAINERS:
        if len(_EXPLAINERS) > 64:
            _EXPLAINERS.clear()
        _EXPLAINERS[key] = Explainer(language, pack)
    return _EXPLAINERS[key]
