"""What the comparison of cities says."""

WORDS = {
    "compare_title": ("同一情况，各市对照", "One situation, city by city"),
    "compare_link": ("同一情况，看看别的城市", "The same situation in other cities"),
    "nav_compare": ("各市对照", "Compare cities"),
    "compare_empty": (
        "还没有填写情况，下面只列各市有什么。先在任何一座城市的测算里回答几个问题，再来对照。",
        "Nothing has been entered yet, so this only lists what there is. Answer a few questions in "
        "any city's calculator first, then compare.",
    ),
    "compare_situation": ("对照所用的情况（{count}）", "The situation compared ({count})"),
    "compare_supposed": (
        "假定在每座城市都如此，好像到了那里工作、居住一样：{facts}。",
        "Supposed of every city, as if you worked and lived there: {facts}.",
    ),
    "compare_told": ("只用于{city}：{facts}", "Used in {city} only: {facts}"),
    "compare_told_note": (
        "一座城市的认定、评审和发放记录在别的城市不算数。",
        "What one city has recognised, assessed or paid does not count in another.",
    ),
    "compare_sums": ("三笔钱，三种性质", "Three sums, three natures"),
    "compare_sums_note": (
        "同色同纹的条才能相比，不同性质的不相加。条长按各市中最大的一笔，贷款另用一把尺。",
        "Compare only bars of the same look; natures are not added up. Lengths are relative to the "
        "greatest sum among the cities; loans have a scale of their own.",
    ),
    "compare_no_sums": ("文件没有金额", "The document names no sum"),
    "compare_no_sums_note": (
        "这里不是零元，是没有写；能给的服务和承诺见下。",
        "This is not a zero: nothing is written. Its services and promises stand below.",
    ),
    "compare_no_tiers": ("文件没有人才目录", "No talent catalogue in the document"),
    "compare_tier": ("人才类别：{tier}", "Talent tier: {tier}"),
    "compare_services": ("可享受的服务（{count}）", "Services you can have ({count})"),
    "compare_no_services": ("服务还不能确定", "No service is settled yet"),
    "compare_open": ("还有{count}项未定", "{count} still open"),
    "compare_asks": ("还需要知道：{facts}", "Still needed: {facts}"),
    "compare_go": ("在{city}细算", "Work it out in {city}"),
    "compare_by_family": ("逐类对照", "Kind by kind"),
    "compare_beware": ("同名不同义", "Same name, different things"),
    "compare_nothing": ("没有这类条款", "No such clause"),
    "compare_refused": ("{count}项不符合", "{count} not available"),
    "compare_other": ("其他", "Other"),
    "compare_closed": ("各市都不符合的（{count}类）", "Not available in any city ({count} kinds)"),
    "sign_pending": ("待解释：", "Two readings: "),
    "colon": ("：", ": "),
}
