"""Money: to whoever is paid or asked back, and to finance and auditors."""

from yanzhen.apps.notices.kinds.kind import BOTH, Kind
from yanzhen.policy.vocabulary import Label

KINDS = {
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
    "claim_proposed": Kind(
        Label("请核实是否追回：{item}", "To be paid back? {item}"),
        Label(
            "登记信息显示可能需要退回（{number}），请核实后决定是否追回。",
            "By the registry this may have to come back ({number}); please look into it.",
        ),
    ),
    "award_waits": Kind(
        Label("待预算：{item}", "Waits for a budget: {item}"),
        Label(
            "待遇 {number} 当年预算不足，未予落实；请安排预算。",
            "The year's budget does not suffice for award {number}: nothing was committed.",
        ),
    ),
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
}
