"""Cards and what they open: to whoever holds one, and to providers."""

from yanzhen.apps.notices.kinds.kind import BOTH, Kind
from yanzhen.policy.vocabulary import Label

KINDS = {
    "card_issued": Kind(
        Label("已发卡：{item}", "Your card: {item}"),
        Label(
            "您的卡（{number}）已发出。请打开卡页绑定手机，没有网络也能出示。",
            "Your card {number} has been issued. Open its page and bind your phone: it shows "
            "without a network as well.",
        ),
        BOTH,
    ),
    "card_bound": Kind(
        Label("已绑定手机：{item}", "Bound to a phone: {item}"),
        Label(
            "您的卡（{number}）已绑定一部手机，之前的手机不再能出示。如非本人操作，请立即挂失。",
            "Your card {number} is bound to a phone, and an earlier one no longer shows it. If "
            "that was not you, report it lost at once.",
        ),
    ),
    "card_lost": Kind(
        Label("已挂失：{item}", "Reported lost: {item}"),
        Label(
            "您的卡（{number}）已挂失并暂停，手机和打印件上的码全部失效。绑定新手机后恢复。",
            "Your card {number} is suspended; codes on the phone and on prints are refused. It "
            "holds again once you bind a new phone.",
        ),
        BOTH,
    ),
    "card_suspended": Kind(
        Label("已暂停：{item}", "Suspended: {item}"),
        Label(
            "您的卡（{number}）已暂停使用，理由见详情页。",
            "Your card {number} has been suspended; the page gives the reason.",
        ),
        BOTH,
    ),
    "card_restored": Kind(
        Label("已恢复：{item}", "Holds again: {item}"),
        Label("您的卡（{number}）已恢复使用。", "Your card {number} holds again."),
    ),
    "card_changed": Kind(
        Label("卡面已更新：{item}", "Changed: {item}"),
        Label(
            "您的卡（{number}）的卡面已更新，请联网打开一次卡页；旧的打印件请重新打印。",
            "The face of your card {number} has changed: open its page once with a network, and "
            "print it anew.",
        ),
    ),
    "card_replaced": Kind(
        Label("已补换：{item}", "Replaced: {item}"),
        Label(
            "您的卡（{number}）已补换，原来的手机绑定和打印件失效，请重新绑定。",
            "Your card {number} has been replaced: bind your phone anew; earlier prints are "
            "refused.",
        ),
        BOTH,
    ),
    "card_revoked": Kind(
        Label("已注销：{item}", "Revoked: {item}"),
        Label(
            "您的卡（{number}）已注销，原因见详情页。",
            "Your card {number} has been revoked; the page says why.",
        ),
        BOTH,
    ),
    "booking_asked": Kind(
        Label("新的预约：{item}", "A booking: {item}"),
        Label(
            "有人预约 {day} 的{item}，请确认。", "Someone books {item} for {day}; please answer."
        ),
    ),
    "booking_cancelled": Kind(
        Label("预约已取消：{item}", "Booking cancelled: {item}"),
        Label("{day} 的{item}预约已由本人取消。", "The booking of {item} for {day} is cancelled."),
    ),
    "booking_confirmed": Kind(
        Label("预约已确认：{item}", "Booking confirmed: {item}"),
        Label(
            "您 {day} 的{item}预约已确认，届时请出示卡。",
            "Your booking of {item} for {day} is confirmed; please bring your card.",
        ),
    ),
    "booking_declined": Kind(
        Label("预约未被接受：{item}", "Booking declined: {item}"),
        Label(
            "您 {day} 的{item}预约未被接受，原因见页面。",
            "Your booking of {item} for {day} was declined; the page says why.",
        ),
    ),
}
