"""What the pages of somebody with an account say."""

WORDS = {
    "apply_title": ("申请：{item}", "Apply: {item}"),
    "apply_for": ("申请人：{name}", "Applicant: {name}"),
    "apply_steps": ("申请步骤", "Steps"),
    "apply_step_form": ("填写情况", "Your situation"),
    "apply_step_materials": ("交材料", "Papers"),
    "apply_step_submit": ("预审并提交", "Check and submit"),
    "apply_next": ("保存，下一步", "Save and go on"),
    "apply_save": ("只保存，以后再填", "Save for later"),
    "apply_place": ("办理地", "Where it is handled"),
    "apply_place_note": (
        "一般选工作单位或居住所在的县市区、园区；不确定就选全市。",
        "Usually the county or park of your work or home; if in doubt, the city.",
    ),
    "apply_words": ("请说明", "Please describe"),
    "apply_words_note": (
        "写明您的情况和希望得到的帮助，不要写身份证号、银行账号。",
        "Say what your situation is and what you wish for; no ID or account numbers please.",
    ),
    "apply_nothing_to_ask": (
        "需要的情况部门都有记录，不用再填。",
        "Everything needed is on record; there is nothing to fill in.",
    ),
    "apply_settled": ("部门已有的记录", "On record already"),
    "apply_settled_note": (
        "这些由部门签发或窗口核验过，不用再填；有误请到“我的情况”提出更正。",
        "Issued by an agency or verified at a window, so not asked again. If something is wrong, "
        "say so under My situation.",
    ),
}
