"""The doorkeeper's page. What it says of a code is in `apps.cards.offline.verdicts`."""

from yanzhen.apps.cards.offline import SENTENCES

UNCLEAR = ("truncated", "clock", "status_missing", "status_too_old")
"""Nothing is wrong with the card as far as can be seen: something is to be done first."""
TONES = {
    **dict.fromkeys(SENTENCES, "refused"), **dict.fromkeys(UNCLEAR, "unclear"),
    "ok": "good", "ok_print": "compare",
}  # fmt: skip

PAGE_WORDS = (
    "good", "compare", "unclear", "refused", "until", "no_end", "no_level", "updated", "never",
    "old", "busy", "failed", "insecure", "camera_none", "camera_denied", "no_code", "no_list",
    "online", "scan", "scan_stop", "ready",
)  # fmt: skip
"""Those that the page's script says."""

WORDS = {
    "verify_title": ("人才卡核验", "Talent card check"),
    "verify_short": ("卡核验", "Verify"),
    "verify_lead": (
        "扫描持卡人的二维码，就在这台设备上核验，不用网络；除掩码后的姓名、层次、城市和有效期外，什么也不显示，什么也不上传。",
        "Scan the holder's code: it is verified on this device, without a network. Nothing but a "
        "masked name, level, city and validity is shown, and nothing is sent.",
    ),
    "verify_scan": ("扫码核验", "Scan a code"),
    "verify_scan_stop": ("停止扫码", "Stop scanning"),
    "verify_ready": ("对准二维码，自动识别。", "Hold the code into the picture."),
    "verify_picture": ("从图片识别", "Read a picture"),
    "verify_typed": ("粘贴或输入二维码内容", "Paste or type the code"),
    "verify_typed_hint": ("以 YZ1: 开头。", "It begins with YZ1:"),
    "verify_do": ("核验", "Verify"),
    "verify_next": ("核验下一张", "Verify the next"),
    "verify_good": ("有效", "Valid"),
    "verify_compare": ("有效，请核对证件", "Valid: check a document"),
    "verify_unclear": ("还不能判断", "Cannot tell yet"),
    "verify_refused": ("不能接受", "Refused"),
    "verify_name": ("姓名", "Name"),
    "verify_level": ("层次", "Level"),
    "verify_city": ("城市", "City"),
    "verify_valid": ("有效期", "Validity"),
    "verify_until": ("至 {day}", "until {day}"),
    "verify_no_end": ("没有固定期限", "no fixed end"),
    "verify_no_level": ("不分层次", "no levels"),
    "verify_lists": ("卡状态名单", "Status lists"),
    "verify_updated": ("名单更新于 {time}", "Lists updated {time}"),
    "verify_never": ("还没有名单：请联网打开一次。", "No lists yet: open this page online once."),
    "verify_old": (
        "名单已过期：请联网更新后再核验。", "The lists are too old: go online to update them.",
    ),
    "verify_busy": ("正在更新……", "Updating …"),
    "verify_failed": (
        "没有连上网络，用的是已保存的名单。", "No network: the kept lists are used.",
    ),
    "verify_no_list": ("没有名单", "no list"),
    "verify_update": ("立即更新", "Update now"),
    "verify_insecure": (
        "这个地址不是 https，浏览器不允许核验和使用相机。请用 https 地址打开。",
        "This address is not https: the browser allows neither verifying nor the camera. Open the "
        "https address.",
    ),
    "verify_camera_none": (
        "这台设备没有可用的相机。请改用图片或输入。",
        "There is no camera to use. Read a picture or type the code.",
    ),
    "verify_camera_denied": (
        "没有得到使用相机的许可。请在浏览器设置里允许，或改用图片、输入。",
        "The camera is not allowed. Allow it in the browser's settings, or read a picture or type.",
    ),
    "verify_no_code": ("图片里没有找到二维码。", "No code was found in the picture."),
    "verify_online": ("这是联网核验的二维码，打开它的页面", "An online code: open its page"),
    "verify_scripts": ("核验需要浏览器脚本。", "Verifying needs the browser's scripts."),
    "verify_offline_note": (
        "打开过一次以后，没有网络也能用；可以添加到手机主屏幕。",
        "After one visit it works without a network; it can be put on the phone's first screen.",
    ),
}  # fmt: skip
