"""Expert review: to experts, to the office, and to those whom the cases are about."""

from yanzhen.apps.notices.kinds.kind import BOTH, Kind
from yanzhen.policy.vocabulary import Label

KINDS = {
    "panel_drawn": Kind(
        Label("您被抽中参加评审：{item}", "You were drawn for a panel: {item}"),
        Label(
            "您以编号 {number} 被抽中。请先声明有无应当回避的关系。",
            "You were drawn as {number}. First state whether anything keeps you from judging.",
        ),
        BOTH,
    ),
    "panel_open": Kind(
        Label("评审材料已开放：{item}", "The papers are open: {item}"),
        Label("编号 {number}：可以查看材料、评分。", "{number}: you can read and score now."),
    ),
    "panel_named": Kind(
        Label("评审组成员已抽取：{item}", "The panel is drawn: {item}"),
        Label(
            "办件 {number} 的评审组已抽取。认为成员应当回避的，请在 {until} 前提出。",
            "The panel for case {number} is drawn. Say by {until} who should stay out of it.",
        ),
    ),
    "panel_objection": Kind(
        Label("收到回避申请：{item}", "An objection to a member: {item}"),
        Label("请尽快处理。", "Please decide on it."),
    ),
    "panel_short": Kind(
        Label("评审组人数不足：{item}", "The panel is short of members: {item}"),
        Label("没有可以递补的专家了。", "There is no expert left to stand in."),
    ),
    "panel_closed": Kind(
        Label("评分结束：{item}", "Scoring is closed: {item}"),
        Label("请确认评审结论。", "Please confirm the conclusion."),
    ),
}
