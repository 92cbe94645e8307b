"""What every page says: head, foot, start page, errors."""

WORDS = {
    "held_title": ("请确认后提交", "Confirm and send"),
    "held_lead": (
        "身份已验证。刚才填写的内容都在，还没有提交。",
        "You have shown who you are. What you entered is all here, and nothing was sent yet.",
    ),
    "held_send": ("确认提交", "Confirm and send"),
    "held_note": (
        "填写的内容加密保留10分钟；不想提交，离开本页即可。",
        "What you entered is kept sealed for ten minutes; to send nothing, just leave this page.",
    ),
    "held_nothing": (
        "没有等待确认的内容，或已超过10分钟；请重新填写。",
        "There is nothing to confirm, or more than ten minutes have passed; enter it again.",
    ),
    "held_amount": ("金额", "Amount"),
    "held_departure": (
        "与规则结论不同的理由（相同不用填）",
        "Reason for departing from the rule's outcome (leave empty where it agrees)",
    ),
    "held_account": ("账号", "Account"),
    "held_role": ("岗位", "Role"),
    "held_organisation": ("单位", "Organisation"),
    "held_valid_from": ("开始日期", "From"),
    "held_valid_until": ("结束日期", "Until"),
    "html_lang": ("zh-Hans", "en"),
    "other_html_lang": ("en", "zh-Hans"),
    "other_language": ("English", "中文"),
    "other_language_query": ("?lang=en", "?lang=zh"),
    "brand": ("雁阵", "Yanzhen"),
    "tagline": ("人才政策，一算便知", "Talent policies, worked out for you"),
    "skip": ("跳到正文", "Skip to the content"),
    "semicolon": ("；", "; "),
    "comma": ("、", ", "),
    "yes": ("是", "Yes"),
    "no": ("否", "No"),
    "yuan": ("元", "yuan"),
    "nav_label": ("栏目", "Sections"),
    "nav_calculator": ("待遇测算", "Calculator"),
    "nav_policies": ("政策条款", "The policy"),
    "nav_tiers": ("人才目录", "Talent catalogue"),
    "footer_reference": (
        "结果依据公开的政策文件计算，供参考；认定、审批和发放以主管部门的决定为准。",
        "Results are worked out from the published document, for guidance; recognition, approval "
        "and payment are for the authorities to decide.",
    ),
    "footer_privacy": (
        "您填写的内容只用于当次计算，本站不保存。",
        "What you enter is used for this calculation only and is not stored.",
    ),
    "pack_version": ("政策数据版本 {version}", "Policy data version {version}"),
    "not_found": ("没有找到这一页", "This page does not exist"),
    "not_found_note": (
        "网址可能有误，或者这座城市、这项待遇还没有收录。",
        "The address may be mistyped, or the city or benefit is not covered yet.",
    ),
    "to_start": ("返回首页", "To the start page"),
    # the start page
    "start_title": ("看看您能享受哪些人才政策", "See what the talent policy offers you"),
    "start_lead": (
        "回答几个问题，就能知道能得到什么、凭哪一条、还差什么。",
        "Answer a few questions and see what you can have, by which clause, and what is missing.",
    ),
    "start_who": ("您为谁测算？", "Who is it for?"),
    "start_city": ("在哪座城市？", "In which city?"),
    "start_button": ("开始测算", "Start"),
    "no_cities": (
        "还没有发布任何城市的政策，请稍后再来。",
        "No city's policy has been published yet. Please come back later.",
    ),
    "promises": ("本站的做法", "How this works"),
    "promise_clause": ("每个结果都有出处", "Every result has its source"),
    "promise_clause_note": (
        "逐条对应政策文件的条款，满足和不满足的条件都写明。",
        "Each one names its clause and shows which conditions are met and which are not.",
    ),
    "promise_kinds": ("金额分清楚", "Sums are kept apart"),
    "promise_kinds_note": (
        "确定的、最高限额的、贷款的分开列，不相加。",
        "What is sure, what is only a ceiling and what is a loan are never added up.",
    ),
    "promise_privacy": ("不留信息", "Nothing is kept"),
    "promise_privacy_note": (
        "不用登录，不保存您填写的内容。",
        "No account, and nothing you enter is stored.",
    ),
    "demo_title": ("演示账号", "Demo accounts"),
    "demo_note": (
        "都是虚构的人，密码公开，只用于演示。工作人员还要输入验证码，三十秒换一次，刷新本页可得。",
        "Invented people with passwords that all know, for the demo only. Staff also enter a code, "
        "which changes every thirty seconds: reload this page for it.",
    ),
    "demo_role": ("角色", "Role"),
    "demo_who": ("姓名与单位", "Name and place"),
    "demo_code": ("验证码", "Code"),
    "start_services_note": (
        "看清条件、材料和流程，在线申请。",
        "Conditions, papers, steps; apply online.",
    ),
    "start_publicity_note": ("正在公示的名单。", "Lists that are public now."),
    "start_card": ("人才卡能用在哪里", "What a talent card opens"),
    "promise_read": ("直接看政策", "Read the policy"),
    "read_policy": ("{city}的政策条款", "{city}: the policy, clause by clause"),
}
