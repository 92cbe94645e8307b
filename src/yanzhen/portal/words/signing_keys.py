"""The keys by which a city signs, at the desk."""

WORDS = {
    "rail_desk_signing": ("签名密钥", "Signing keys"),
    "signing_title": ("签名密钥", "Signing keys"),
    "signing_lead": (
        "本市用它签发人才卡、状态名单和互认文件；公钥公开，任何人可据此核验。",
        "The city signs cards, status lists and agreements with other cities by them; the public "
        "halves are published, so anybody can verify.",
    ),
    "signing_none": ("还没有密钥，第一次签发时生成。", "None yet: the first is drawn when needed."),
    "signing_no_city": ("您没有负责的城市。", "You keep the keys of no city."),
    "signing_signs": ("正在使用", "In use"),
    "signing_retired": ("已停用", "Out of use"),
    "signing_revoked": ("已作废", "Revoked"),
    "signing_since": ("{day}启用", "Since {day}"),
    "signing_until": ("{day}停用", "Out of use since {day}"),
    "signing_fingerprint": ("指纹", "Fingerprint"),
    "signing_compare": (
        "与对方城市互相确认密钥时，请在电话里逐组核对。",
        "When two cities confirm each other's keys, read it out by telephone, group by group.",
    ),
    "signing_rotate": ("更换密钥", "Replace the key"),
    "signing_rotate_note": (
        "由新密钥签发；旧密钥不能再签，已签发的到期前仍有效。建议定期更换。",
        "A new key signs from now on. The old one can sign nothing more; what it signed stays good "
        "until it ends. Replace keys regularly.",
    ),
    "signing_rotated": ("已更换密钥。", "The key was replaced."),
    "signing_revoke": ("作废密钥", "Revoke the key"),
    "signing_revoke_note": (
        "密钥泄露时使用：它签发过的卡和文件都不再被承认，需要重新签发。",
        "For a key that leaked: cards and documents it has signed are no longer believed and must "
        "be issued again.",
    ),
    "signing_reason": ("作废原因", "Why it is revoked"),
    "signing_revoked_now": ("密钥已作废。", "The key was revoked."),
}
