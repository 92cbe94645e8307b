"""What the pages of an employer's officer say."""

WORDS = {
    "employer_no_cases": (
        "单位还没有申报。可以用表格一次为多人申报。",
        "Nothing has been filed yet. A sheet files for many at once.",
    ),
    "filing_lead": (
        "下载模板，每人一行填好，上传后先看预审结果，确认后再提交。",
        "Download the template, fill in one row for each person, see what would be refused, and "
        "only then file.",
    ),
    "filing_show_items": ("列出事项", "List the items"),
    "filing_templates": ("模板", "Templates"),
    "filing_templates_note": (
        "列名可以换顺序，不要改名。",
        "Columns may change their order, not their names.",
    ),
    "filing_template": ("下载", "Download"),
    "filing_no_items": (
        "这座城市没有可由用人单位代为申请的事项。",
        "This city has no item that employers may file for their people.",
    ),
    "filing_upload": ("上传填好的表格", "Upload the sheet"),
    "filing_employer": ("申报单位", "Employer"),
    "filing_sheet": ("表格", "Sheet"),
    "filing_sheet_note": (
        "电子表格或逗号分隔文件，最多5,000行。",
        "A workbook or a comma-separated file, up to 5,000 rows.",
    ),
    "filing_look": ("预审", "Check it"),
    "filing_look_title": ("预审结果", "What would become of each row"),
    "filing_bad": ("{count}行不能提交", "{count} rows cannot be filed"),
    "filing_good": ("{count}人可以提交", "{count} can be filed"),
    "filing_row": ("第{row}行", "Row {row}"),
    "filing_names": ("查看名单", "See the names"),
    "filing_hint": (
        "同一张表重复提交不会重复申请；改正后的行可以另传一张表。",
        "The same sheet files nobody twice; send corrected rows in another sheet.",
    ),
    "filing_none_good": (
        "没有一行可以提交，请改正后重传。",
        "No row can be filed; correct them first.",
    ),
    "filing_file": ("提交{count}人的申请", "File for {count}"),
    "filing_again": ("换一张表", "Another sheet"),
    "filing_gone": ("表格已过期，请重新上传。", "The sheet is gone; upload it again."),
    "filing_result": ("申报结果", "What became of it"),
    "filing_done": (
        "已提交{filed}件，未受理{refused}行",
        "{filed} filed, {refused} rows not taken",
    ),
    "filing_over": (
        "已全部提交，结果见单位办件。",
        "All of it is filed; the employer's cases show what became of it.",
    ),
    "filing_looking": ("正在逐行预审", "Each row is being checked"),
    "filing_left": (
        "另有{count}行未在此列出。",
        "{count} more rows are not listed here.",
    ),
    "filing_rest_in_sheet": (
        "这里列出前{most}行，其余见下载的表格。",
        "The first {most} of them; the others are in the sheet to download.",
    ),
    "filing_first": ("这里列出前{most}人。", "The first {most} of them."),
    "filing_refused_sheet": ("下载未受理的行", "Rows not taken"),
    "filing_follow": ("查看全部办件", "Follow all cases"),
}
