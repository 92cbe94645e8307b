"""Cases: to whoever applied, to those whose work they are, and of work in the background."""

from yanzhen.apps.notices.kinds.kind import BOTH, Kind
from yanzhen.policy.vocabulary import Label

KINDS = {
    "case_filed": Kind(
        Label("已收到：{item}", "Received: {item}"),
        Label(
            "您的申请（编号 {number}）已收到，请等待受理。",
            "Your application {number} has been received and waits to be accepted.",
        ),
    ),
    "case_accepted": Kind(
        Label("已受理：{item}", "Accepted: {item}"),
        Label("您的申请（编号 {number}）已受理。", "Your application {number} has been accepted."),
        BOTH,
    ),
    "supplement_asked": Kind(
        Label("请补正材料：{item}", "Please complete your papers: {item}"),
        Label(
            "您的申请（编号 {number}）需要补正材料，请在 {until} 前提交。",
            "Your application {number} needs more papers; please hand them in by {until}.",
        ),
        BOTH,
    ),
    "supplement_received": Kind(
        Label("已收到补正：{item}", "Papers received: {item}"),
        Label(
            "您的申请（编号 {number}）补正的材料已收到，继续办理。",
            "The papers for your application {number} have been received, and it goes on.",
        ),
    ),
    "case_refused": Kind(
        Label("不予受理：{item}", "Not accepted: {item}"),
        Label(
            "您的申请（编号 {number}）不予受理，理由和救济途径见详情页。",
            "Your application {number} was not accepted; the page gives the reason and what you "
            "can do about it.",
        ),
        BOTH,
    ),
    "case_transferred": Kind(
        Label("已转办：{item}", "Passed on: {item}"),
        Label(
            "您的申请（编号 {number}）已转至 {unit} 办理。",
            "Your application {number} is now handled by {unit}.",
        ),
    ),
    "case_published": Kind(
        Label("公示中：{item}", "Published: {item}"),
        Label(
            "您的申请（编号 {number}）正在公示，至 {until} 止。",
            "Your application {number} is on public display until {until}.",
        ),
    ),
    "objection_raised": Kind(
        Label("收到异议：{item}", "An objection: {item}"),
        Label(
            "对您的申请（编号 {number}）有人提出异议，核实期间结果暂不生效。",
            "Somebody objects to your application {number}; until this is settled its result "
            "takes no effect.",
        ),
        BOTH,
    ),
    "case_decided": Kind(
        Label("已办结：{item}", "Decided: {item}"),
        Label(
            "您的申请（编号 {number}）已有决定，内容见详情页。",
            "Your application {number} has been decided; the page gives the decision.",
        ),
        BOTH,
    ),
    "request_answered": Kind(
        Label("诉求已答复：{item}", "Answered: {item}"),
        Label(
            "您的诉求（编号 {number}）已有答复；请评价是否满意，满意后办结。",
            "Your request {number} has an answer; please say whether it satisfies you: that "
            "closes it.",
        ),
    ),
    "offer_made": Kind(
        Label("免申即享：{item}", "Offered without an application: {item}"),
        Label(
            "您可能符合条件，无需申请；请在 {until} 前确认是否愿意享受。",
            "You seem to qualify and need not apply; please say by {until} whether you want it.",
        ),
        BOTH,
    ),
    "data_request_done": Kind(
        Label("个人信息请求已办理", "Your data request is done"),
        Label(
            "您的个人信息请求（编号 {number}）已办理，结果见详情页。",
            "Your personal data request {number} is done; the page gives the result.",
        ),
    ),
    "work_arrived": Kind(
        Label("待办：{item}", "For you: {item}"),
        Label(
            "编号 {number} 等待您处理，请在 {until} 前办理。",
            "Number {number} waits for you; please deal with it by {until}.",
        ),
        (),
    ),
    "work_due_soon": Kind(
        Label("即将超期：{item}", "Due soon: {item}"),
        Label("编号 {number} 将于 {until} 到期。", "Number {number} is due on {until}."),
    ),
    "work_late": Kind(
        Label("已超期：{item}", "Late: {item}"),
        Label("编号 {number} 已于 {until} 超期。", "Number {number} was due on {until}."),
    ),
    "task_ended": Kind(
        Label("后台任务已结束：{task}", "A task has ended: {task}"),
        Label("{task}已结束，结果见详情页。", "{task} has ended; the page gives the result."),
        (),
    ),
}
