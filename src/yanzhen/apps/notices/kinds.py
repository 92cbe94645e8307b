"""All that is ever told to an account: the texts, in one place.

A notice is a kind and some words; the sentence is made when somebody reads it, in her language.
The texts name a case by its number and its item and never a person: they leave the house.

    KINDS["case_accepted"].title.zh        '已受理：{item}'

A word is a text, a `Label` (an item's title), a whole number or a date.
"""

from dataclasses import dataclass
from string import Formatter

from yanzhen.policy.vocabulary import Label

EMAIL, SMS = "email", "sms"


@dataclass(frozen=True)
class Kind:
    """One thing that is told; `ways` are those beside the page."""

    title: Label
    body: Label
    ways: tuple[str, ...] = (EMAIL,)

    @property
    def words(self) -> frozenset[str]:
        """The words that the texts need."""
        texts = (self.title.zh, self.title.en, self.body.zh, self.body.en)
        return frozenset(
            name for text in texts for _, name, _, _ in Formatter().parse(text) if name
        )


BOTH = (EMAIL, SMS)
KINDS: dict[str, Kind] = {
    # -- to whoever applied, or on whose behalf it was filed
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
    "award_made": Kind(
        Label("已核定：{item}", "Granted: {item}"),
        Label(
            "您的待遇（{number}）已核定，金额和发放时间见详情页。",
            "Your award {number} has been granted; the page gives sums and dates.",
        ),
    ),
    "award_held_back": Kind(
        Label("请核实信息：{item}", "Please have this verified: {item}"),
        Label(
            "您的待遇（{number}）{until} 一期暂缓发放，需要核实：{what}。请到窗口核验。",
            "The payment of {until} of your award {number} waits: {what} has to be verified at a "
            "window.",
        ),
        BOTH,
    ),
    "award_suspended": Kind(
        Label("已暂停发放：{item}", "Suspended: {item}"),
        Label(
            "您的待遇（{number}）已暂停发放。{why}",
            "Your award {number} has been suspended. {why}",
        ),
        BOTH,
    ),
    "award_resumed": Kind(
        Label("已恢复发放：{item}", "Resumed: {item}"),
        Label("您的待遇（{number}）已恢复发放。", "Your award {number} goes on."),
    ),
    "award_stopped": Kind(
        Label("已终止：{item}", "Stopped: {item}"),
        Label(
            "您的待遇（{number}）已终止，理由见详情页。",
            "Your award {number} has been stopped; the page gives the reason.",
        ),
        BOTH,
    ),
    "claim_made": Kind(
        Label("请退回：{item}", "To be paid back: {item}"),
        Label(
            "已支付的待遇需要退回（追回编号 {number}），金额、理由、条款和缴回方式见详情页。",
            "What was paid has to come back (claim {number}); the page gives the sum, the reason, "
            "the clause and how to pay.",
        ),
        BOTH,
    ),
    "claim_planned": Kind(
        Label("退回计划已定：{item}", "Plan to pay back: {item}"),
        Label(
            "追回 {number} 的分期退回计划已定，日期和金额见详情页。",
            "The plan for claim {number} stands; the page gives dates and sums.",
        ),
    ),
    "claim_due": Kind(
        Label("请退回：{item}", "Please pay back: {item}"),
        Label(
            "追回 {number} 还有款项未退回，约定日期：{until}。",
            "Claim {number} is not paid back yet; agreed for: {until}.",
        ),
        BOTH,
    ),
    "claim_received": Kind(
        Label("已收到退回款：{item}", "Received: {item}"),
        Label(
            "追回 {number} 收到一笔退回款，余额见详情页。",
            "A payment for claim {number} has come; the page says what is left.",
        ),
    ),
    "claim_repaid": Kind(
        Label("已全部退回：{item}", "Paid back: {item}"),
        Label("追回 {number} 的款项已全部退回。", "Claim {number} is paid back in full."),
    ),
    "claim_written_off": Kind(
        Label("余款不再追回：{item}", "Nothing more is claimed: {item}"),
        Label(
            "追回 {number} 的余款已经核销，不再追回。",
            "What is left of claim {number} is written off and no longer claimed.",
        ),
    ),
    "claim_withdrawn": Kind(
        Label("已撤销追回：{item}", "Withdrawn: {item}"),
        Label("追回 {number} 已撤销，无需退回。", "Claim {number} is withdrawn: nothing is due."),
        BOTH,
    ),
    "payment_failed": Kind(
        Label("未能支付到您的银行账户", "A payment did not reach your bank account"),
        Label(
            "您的待遇（{number}）第 {nth} 期未能支付。请核对您登记的银行账户，有误请重新登记。",
            "Instalment {nth} of your award {number} could not be paid. Please check the bank "
            "account that you gave.",
        ),
        BOTH,
    ),
    # -- to staff
    "claim_proposed": Kind(
        Label("请核实是否追回：{item}", "To be paid back? {item}"),
        Label(
            "登记信息显示可能需要退回（{number}），请核实后决定是否追回。",
            "By the registry this may have to come back ({number}); please look into it.",
        ),
    ),
    "quota_reserved": Kind(
        Label("已预留：{item}", "Reserved: {item}"),
        Label(
            "您的申请（{number}）已预留名额，请按经办部门的安排办理。",
            "Your request {number} has a reservation; the office says what comes next.",
        ),
        BOTH,
    ),
    "quota_next": Kind(
        Label("轮到您了：{item}", "You are next: {item}"),
        Label(
            "有名额空出，您的申请（{number}）排在第一位，经办部门将联系您。",
            "Something is free and your request {number} is first in line; the office will "
            "be in touch.",
        ),
    ),
    "quota_refused": Kind(
        Label("未同意：{item}", "Not granted: {item}"),
        Label(
            "您的申请（{number}）未获同意，理由见详情页。",
            "Your request {number} was not granted; the page gives the reason.",
        ),
        BOTH,
    ),
    "quota_released": Kind(
        Label("已释放：{item}", "Released: {item}"),
        Label(
            "您的申请（{number}）占用的名额已释放，理由见详情页。",
            "What your request {number} held has been released; the page gives the reason.",
        ),
    ),
    "draw_published": Kind(
        Label("抽签名单已公布：{item}", "The draw is announced: {item}"),
        Label(
            "您的申请（{number}）参加抽签，您的签号是 {own}，抽签日为 {until}。",
            "Your request {number} takes part in the draw as {own}; lots are drawn on {until}.",
        ),
        BOTH,
    ),
    "draw_drawn": Kind(
        Label("抽签结果：{item}", "Lots are drawn: {item}"),
        Label(
            "您的申请（{number}）抽签顺序为第 {place} 位，结果见详情页。",
            "Your request {number} came out in place {place}; the page gives the result.",
        ),
        BOTH,
    ),
    "draw_cancelled": Kind(
        Label("抽签已取消：{item}", "The draw is off: {item}"),
        Label(
            "您的申请（{number}）参加的抽签已取消，轮候顺序不变。",
            "The draw for your request {number} is off; you keep your place in line.",
        ),
    ),
    "quota_free": Kind(
        Label("有名额空出：{item}", "Free again: {item}"),
        Label(
            "目前可用 {count}，有申请在轮候；请办理预留。",
            "{count} free now, and somebody waits: please reserve.",
        ),
        (),
    ),
    "award_waits": Kind(
        Label("待预算：{item}", "Waits for a budget: {item}"),
        Label(
            "待遇 {number} 当年预算不足，未予落实；请安排预算。",
            "The year's budget does not suffice for award {number}: nothing was committed.",
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
    # -- to whoever lets one city know of another's recognition
    "elsewhere_told_ended": Kind(
        Label("告知{city}的认定已终止", "What {city} was told has ended"),
        Label(
            "您告知{city}的认定已终止：{why}。{city}不再据此办理。",
            "What {city} was told of your recognition has ended: {why}. {city} relies on it no "
            "more.",
        ),
    ),
    "elsewhere_heard_ended": Kind(
        Label("{city}的认定不再有效", "{city}’s recognition counts no more"),
        Label(
            "{city}告知的认定在本市不再有效：{why}。依据它的待遇不再成立。",
            "{city}’s recognition counts here no more: {why}. What rested on it no longer holds.",
        ),
        BOTH,
    ),
    # -- to finance and auditors
    "ledger_differs": Kind(
        Label("账本核对不符：{line}", "The ledger differs: {line}"),
        Label(
            "科目 {line}（{stage}）的余额为 {balance}，流水合计为 {movements}。请暂停支付并核查。",
            "The balance of {line} ({stage}) is {balance}, its movements come to {movements}. "
            "Please stop paying and look into it.",
        ),
        BOTH,
    ),
    "ledger_tampered": Kind(
        Label("账本封存校验不符：{book}", "The seals do not hold: {book}"),
        Label(
            "账本 {book} 中{what}。请暂停支付并核查。",
            "In {book} {what}. Please stop paying and look into it.",
        ),
        BOTH,
    ),
    "budget_low": Kind(
        Label("预算即将用完：{line}", "Nearly used up: {line}"),
        Label(
            "科目 {line} 已使用 {percent}%，达到预警比例。",
            "{percent}% of {line} is used: the warning level is reached.",
        ),
    ),
    # -- to whoever is recognised
    "recognition_recognised": Kind(
        Label("已认定：{item}", "Recognised: {item}"),
        Label(
            "认定结果：{level}，认定编号 {number}；依据、有效期和复核日期见“我的认定”。",
            "Recognised as {level}, number {number}; your page gives basis and term.",
        ),
        BOTH,
    ),
    "recognition_raised": Kind(
        Label("认定类别已提高：{item}", "Recognised higher: {item}"),
        Label(
            "认定结果：{level}，认定编号 {number}，自生效日起按新的类别执行。",
            "Recognised as {level}, number {number}; it counts from the day of effect.",
        ),
        BOTH,
    ),
    "recognition_renewed": Kind(
        Label("认定已更新：{item}", "Recognised anew: {item}"),
        Label("认定结果：{level}，认定编号 {number}。", "Recognised as {level}, number {number}."),
    ),
    "recognition_lowered": Kind(
        Label("认定类别已降低：{item}", "Recognised lower: {item}"),
        Label(
            "认定结果：{level}，认定编号 {number}；理由见“我的认定”。",
            "Recognised as {level}, number {number}; your page gives the reason.",
        ),
        BOTH,
    ),
    "recognition_withdrawn": Kind(
        Label("认定已撤销：{item}", "Recognition withdrawn: {item}"),
        Label(
            "认定 {number}（{level}）已撤销，理由见“我的认定”。",
            "Recognition {number} ({level}) was withdrawn; your page gives the reason.",
        ),
        BOTH,
    ),
    "recognition_ended": Kind(
        Label("认定已终止：{item}", "Recognition ended: {item}"),
        Label(
            "认定 {number}（{level}）已终止，理由见“我的认定”。",
            "Recognition {number} ({level}) has ended; your page gives the reason.",
        ),
        BOTH,
    ),
    "recognition_lapsed": Kind(
        Label("认定已到期：{item}", "Recognition over: {item}"),
        Label(
            "认定 {number}（{level}）的有效期已满；需要继续认定的，请重新申请。",
            "The term of recognition {number} ({level}) is over; apply anew to go on.",
        ),
        BOTH,
    ),
    "recognition_hearing": Kind(
        Label("请陈述意见：{item}", "Please answer: {item}"),
        Label(
            "拟变更您的认定 {number}（{level}）。请在 {until} 前陈述意见，事由和方式见详情页。",
            "Your recognition {number} ({level}) may change. Please answer by {until}; the page "
            "gives the cause and the ways.",
        ),
        BOTH,
    ),
    "recognition_dropped": Kind(
        Label("认定不予变更：{item}", "Recognition stays: {item}"),
        Label(
            "认定 {number}（{level}）的变更程序已终结，认定不变。",
            "The proceeding about recognition {number} ({level}) is closed; nothing changes.",
        ),
    ),
    "recognition_recheck_soon": Kind(
        Label("认定到了复核日期：{item}", "Time to look again: {item}"),
        Label(
            "认定 {number}（{level}）到了复核日期，认定继续有效；情况有变化的请告知认定机构。",
            "Recognition {number} ({level}) is due to be looked at and holds; please tell the "
            "office what has changed.",
        ),
    ),
    # -- to the talent office
    "recognition_recheck": Kind(
        Label("认定待复核：{item}", "To be looked at again: {item}"),
        Label("认定 {number}（{level}）到了复核日期。", "Recognition {number} ({level}) is due."),
    ),
    "recognition_proposed": Kind(
        Label("认定需要核实：{item}", "Recognition to look into: {item}"),
        Label(
            "认定 {number}（{level}）与新的结果不一致，系统未作变更，请核实。",
            "Recognition {number} ({level}) differs from a new result; nothing was changed.",
        ),
    ),
    "recognition_answered": Kind(
        Label("本人已陈述意见：{item}", "She has answered: {item}"),
        Label(
            "认定 {number}（{level}）的变更程序中，本人已陈述意见，请办理。",
            "The person has answered in the proceeding about recognition {number} ({level}).",
        ),
    ),
    "recognition_unsettled": Kind(
        Label("办件已生效，类别未定：{item}", "In effect without a tier: {item}"),
        Label(
            "办件 {number} 已生效，但目录没有确定的类别，系统未作认定；请核实事实后重新办理。",
            "Case {number} is in effect, but no tier is certain by the catalogue: nothing was "
            "recognised. Please check the facts and decide anew.",
        ),
    ),
    # -- to whoever started something in the background
    "task_ended": Kind(
        Label("后台任务已结束：{task}", "A task has ended: {task}"),
        Label("{task}已结束，结果见详情页。", "{task} has ended; the page gives the result."),
        (),
    ),
}
