"""What the pages of accounts say: signing in, second factors, posts."""

WORDS = {
    "sign_in": ("登录", "Sign in"),
    "sign_in_new": ("还没有账户？", "No account yet? "),
    "sign_up": ("注册", "Sign up"),
    "sign_in_passkey": ("用通行密钥登录", "Sign in with a passkey"),
    "sign_out": ("退出登录", "Sign out"),
    "account_nav": ("账户设置", "Account settings"),
    "account_email": ("邮箱", "E-mail"),
    "account_password": ("密码", "Password"),
    "account_factors": ("两步验证", "Second factor"),
    "account_connections": ("统一身份认证", "Unified sign-in"),
    "footer_account": (
        "账户信息只用于登录和办理您提出的事项。",
        "Account data serve to sign in and to handle what you ask for, nothing else.",
    ),
    "mail_greeting": ("您好！", "Hello,"),
    "mail_closing": (
        "雁阵 · 人才政策服务（此信由系统发出，请勿回复）",
        "Yanzhen, talent policy service (sent by the system; please do not reply)",
    ),
    "qr_alt": (
        "二维码：用验证器应用扫描，或抄写下方的密钥",
        "QR code: scan it with an authenticator app, or copy the secret below",
    ),
    "too_many": ("尝试过于频繁", "Too many attempts"),
    "too_many_note": (
        "为保护账户安全，请过几分钟再试。",
        "To protect accounts, wait a few minutes and try again.",
    ),
    "needs_factor": (
        "工作人员须先启用两步验证（验证器应用或通行密钥），才能打开工作页面。",
        "Staff set up a second factor (an authenticator app or a passkey) before any working page.",
    ),
    "gone_idle": (
        "您较长时间没有操作，已自动退出，请重新登录。",
        "You were signed out after a while without activity. Please sign in again.",
    ),
    # posts
    "posts_title": ("岗位任免", "Posts"),
    "posts_lead": (
        "在您管理的机构及其下级，为账户任命或结束岗位。任免记入审计日志。",
        "Give posts to accounts, and end them, in the organisations that you administer and below. "
        "Each change is logged.",
    ),
    "posts_now": ("现任岗位", "Posts held now"),
    "posts_none": ("还没有任命任何岗位。", "No post has been given yet."),
    "posts_give": ("任命岗位", "Give a post"),
    "posts_account": ("账户邮箱", "E-mail of the account"),
    "posts_role": ("角色", "Role"),
    "posts_organisation": ("机构", "Organisation"),
    "posts_from": ("自", "From"),
    "posts_until": ("至（含当日；不填为长期）", "Until (that day included; empty: no end)"),
    "posts_until_short": ("至", "Until"),
    "posts_open_end": ("长期", "no end"),
    "posts_choose": ("请选择", "Choose"),
    "posts_submit": ("任命", "Give the post"),
    "posts_end": ("结束岗位", "End the post"),
    "posts_end_of": ("结束 {name} 的岗位：{role}", "End the post of {name}: {role}"),
    "posts_given": ("岗位已任命。", "The post has been given."),
    "posts_ended": ("岗位已结束。", "The post has been ended."),
    "posts_refused": ("没有任命，请看下面的原因。", "Nothing was changed; see the reasons below."),
    "posts_bad_date": ("请填写日期，例如 2026-11-28。", "Enter a date such as 2026-11-28."),
    "posts_bad_role": ("请选择角色。", "Choose a role."),
}
