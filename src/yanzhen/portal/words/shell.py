"""What stands around the pages of somebody who has signed in."""

WORDS = {
    "area_my": ("我的事项", "My affairs"),
    "area_employer": ("单位申报", "Employer"),
    "area_desk": ("工作台", "Desk"),
    "rail_my": ("我的事项", "My affairs"),
    "rail_services": ("办事", "Services"),
    "rail_situation": ("我的情况", "My situation"),
    "rail_notices": ("通知", "Notices"),
    "rail_employer": ("单位办件", "Cases"),
    "rail_employer_file": ("批量申报", "File many"),
    "rail_desk": ("待我办", "Waiting on me"),
    "rail_posts": ("岗位任免", "Posts"),
    "shell_account": ("{name}的账号", "{name}: account"),
    "shell_todo": ("待办", "To do"),
    "shell_todo_count": ("待办{count}件", "{count} to do"),
    "shell_notices_count": ("{count}条未读通知", "{count} unread notices"),
    "shell_rail": ("我的栏目", "My sections"),
    "shell_more": ("更多", "More"),
    "footer_inside": (
        "您的信息只用于办理您申请的事项；每次查看敏感信息都有记录。",
        "Your data is used for what you apply for, and every look at sensitive data is recorded.",
    ),
    "shell_waiting": ("{count}件等您办", "{count} waiting on you"),
}
