"""Posts, flats and seats in a pool, and lots: to whoever waits, and to the office."""

from yanzhen.apps.notices.kinds.kind import BOTH, Kind
from yanzhen.policy.vocabulary import Label

KINDS = {
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
}
