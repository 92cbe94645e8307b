"""Recognition: to whoever is recognised, to the office, to employers, and between cities."""

from yanzhen.apps.notices.kinds.kind import BOTH, Kind
from yanzhen.policy.vocabulary import Label

KINDS = {
    "seats_authorised": Kind(
        Label("已获授权自主认定：{item}", "You may recognise yourselves: {item}"),
        Label(
            "贵单位获授权自主认定 {count} 名，至 {until} 止，级别和范围见详情页。",
            "Your employer may recognise {count} people until {until}; the page gives the scope.",
        ),
    ),
    "seats_resized": Kind(
        Label("自主认定名额已调整：{item}", "Seats changed: {item}"),
        Label("贵单位的名额现为 {count} 名。", "Your employer now has {count} seats in all."),
    ),
    "seats_closed": Kind(
        Label("自主认定授权已终止：{item}", "The authorisation has ended: {item}"),
        Label(
            "贵单位的授权已终止，已作出的认定不受影响，理由见详情页。",
            "Your employer is no longer authorised; what was recognised stays. The page says why.",
        ),
    ),
    "seat_returned": Kind(
        Label("名额已退回：{item}", "A seat has returned: {item}"),
        Label(
            "认定 {number} 占用的名额已退回，可以再用。",
            "The seat of recognition {number} is free to be used again.",
        ),
    ),
    "seat_used": Kind(
        Label("用人单位自主认定：{item}", "Recognised by an employer: {item}"),
        Label(
            "用人单位作出认定 {number}，余 {left} 个名额。",
            "An employer has recognised ({number}); {left} seats are left.",
        ),
        (),
    ),
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
}
