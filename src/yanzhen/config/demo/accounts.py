"""Accounts of the demo that the first page lists: one for each role, with a password all know.

listed()[0]["email"]     ->  "applicant@demo.example"
"""

from dataclasses import dataclass
from typing import Any

DOMAIN = "demo.example"  # reserved: no mail ever goes there
PASSWORD = "yanzhen-demo-2026"
SECRET = "YANZHENDEMOYANZHENDEMOYANZHENDEM"  # of the authenticator app, base 32


@dataclass(frozen=True)
class Shown:
    """An account of the first page. `seat` is an organisation's code, or one in `people.yaml`."""

    local: str
    role: str
    zh: str
    en: str
    seat: str
    place_zh: str
    place_en: str

    @property
    def email(self) -> str:
        return f"{self.local}@{DOMAIN}"


APPLICANT, HR = "applicant", "employer_hr"
SHOWN = (
    Shown("applicant", APPLICANT, "林知微（虚构）", "Lin Zhiwei (invented)", "graduate-master",
          "湘潭市雨湖区", "Yuhu, Xiangtan"),
    Shown("hr", HR, "何人事（虚构）", "He Renshi (invented)", "lotus-spring-machines",
          "莲泉精密装备（虚构）", "Lotus Spring (invented)"),
    Shown("clerk", "clerk", "陈受理（虚构）", "Chen Shouli (invented)", "xiangtan/hr_bureau",
          "湘潭市人社窗口", "HR bureau, Xiangtan"),
    Shown("reviewer", "reviewer", "周审核（虚构）", "Zhou Shenhe (invented)",
          "xiangtan/housing_authority", "湘潭市住房保障部门", "Housing authority, Xiangtan"),
    Shown("approver", "approver", "吴审批（虚构）", "Wu Shenpi (invented)",
          "xiangtan/talent_office", "湘潭市人才办", "Talent office, Xiangtan"),
    Shown("office", "talent_office", "郑人才（虚构）", "Zheng Rencai (invented)",
          "xiangtan/talent_office", "湘潭市人才办", "Talent office, Xiangtan"),
    Shown("finance", "finance", "钱财务（虚构）", "Qian Caiwu (invented)", "xiangtan/finance",
          "湘潭市财政部门", "Finance, Xiangtan"),
    Shown("auditor", "auditor", "沈审计（虚构）", "Shen Shenji (invented)", "xiangtan", "湘潭市",
          "Xiangtan"),
    Shown("partner", "partner", "冯合作（虚构）", "Feng Hezuo (invented)",
          "xiangtan/municipal_hospitals", "市属三甲医院", "Municipal hospitals"),
    Shown("administrator", "administrator", "韩管理（虚构）", "Han Guanli (invented)", "xiangtan",
          "湘潭市", "Xiangtan"),
    Shown("county", "clerk", "杨雨湖（虚构）", "Yang Yuhu (invented)", "xiangtan/yuhu/hr_bureau",
          "湘潭市雨湖区人社窗口", "HR bureau, Yuhu"),
)  # fmt: skip


def listed() -> list[dict[str, Any]]:
    """What the first page says of them."""
    return [
        {
            "email": one.email, "password": PASSWORD, "role": one.role,
            "secret": "" if one.role in (APPLICANT, HR) else SECRET,
            "name": {"zh": one.zh, "en": one.en},
            "place": {"zh": one.place_zh, "en": one.place_en},
        }
        for one in SHOWN
    ]  # fmt: skip
