"""What public lists say."""

WORDS = {
    "footer_objection": (
        "您填写的内容只用于核查这项异议；姓名和联系方式加密保存，每次查看都有记录。",
        "What you enter serves only to examine this objection; name and contact are kept sealed, "
        "and each look at them is recorded.",
    ),
    "publicity_title": ("公示", "Publicity"),
    "publicity_lead": (
        "拟给予待遇的名单在这里公示；对名单有意见的，公示期内可以提出异议。",
        "Who is to be granted what stands here for a while; whoever disagrees can object until "
        "then.",
    ),
    "publicity_of": ("{city}：公示", "{city}: publicity"),
    "publicity_name": ("姓名或名称", "Name"),
    "publicity_employer": ("工作单位", "Employer"),
    "publicity_clause": ("依据条款", "Clause"),
    "publicity_proposed": ("拟定结果", "Proposed result"),
    "publicity_until": ("公示至", "Until"),
    "publicity_left": ("还有{days}天", "{days} days left"),
    "publicity_last_day": ("今天截止", "Ends today"),
    "publicity_search": ("姓名、单位、事项", "Name, employer or item"),
    "publicity_none": ("现在没有公示。", "Nothing is published now."),
    "objection_title": ("提出异议", "Object"),
    "objection_note": (
        "异议查清之前，这项待遇不会生效。姓名和联系方式只有核查人员看得到，每次查看都有记录。",
        "Nothing takes effect before your objection is settled. Your name and contact are seen "
        "only by those who look into it, and every look is recorded.",
    ),
    "objection_name": ("您的姓名", "Your name"),
    "objection_contact": ("联系方式", "How to reach you"),
    "objection_text": ("异议内容和依据", "What is wrong, and how you know"),
    "objection_send": ("提交异议", "Send the objection"),
    "objection_raised": ("异议已收到", "Your objection has arrived"),
    "objection_number": ("编号：{number}，请保存。", "Number: {number}. Please keep it."),
    "objection_back": ("返回公示", "Back to the list"),
}
