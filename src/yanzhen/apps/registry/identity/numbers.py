"""The kinds of number, and what is read out of one."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Scheme(StrEnum):
    """What issued a number, and how it is built."""

    ID_CARD = "id_card"
    HK_MACAO_RESIDENCE = "hk_macao_residence"
    TAIWAN_RESIDENCE = "taiwan_residence"
    HK_MACAO_PERMIT = "hk_macao_permit"
    TAIWAN_PERMIT = "taiwan_permit"
    PASSPORT = "passport"
    PERMANENT_RESIDENCE = "permanent_residence"
    USCC = "uscc"
    PHONE = "phone"
    BANK_ACCOUNT = "bank_account"

    @property
    def label_zh(self) -> str:
        return LABELS[self][0]

    @property
    def label_en(self) -> str:
        return LABELS[self][1]


LABELS = {
    Scheme.ID_CARD: ("居民身份证", "Resident identity card"),
    Scheme.HK_MACAO_RESIDENCE: ("港澳居民居住证", "Residence permit for Hong Kong and Macao"),
    Scheme.TAIWAN_RESIDENCE: ("台湾居民居住证", "Residence permit for Taiwan"),
    Scheme.HK_MACAO_PERMIT: ("港澳居民来往内地通行证", "Mainland travel permit, HK and Macao"),
    Scheme.TAIWAN_PERMIT: ("台湾居民来往大陆通行证", "Mainland travel permit, Taiwan"),
    Scheme.PASSPORT: ("护照", "Passport"),
    Scheme.PERMANENT_RESIDENCE: ("外国人永久居留身份证", "Foreign permanent resident ID card"),
    Scheme.USCC: ("统一社会信用代码", "Unified social credit code"),
    Scheme.PHONE: ("电话号码", "Phone number"),
    Scheme.BANK_ACCOUNT: ("银行账号", "Bank account"),
}

OF_A_PERSON = (
    Scheme.ID_CARD,
    Scheme.HK_MACAO_RESIDENCE,
    Scheme.TAIWAN_RESIDENCE,
    Scheme.HK_MACAO_PERMIT,
    Scheme.TAIWAN_PERMIT,
    Scheme.PASSPORT,
    Scheme.PERMANENT_RESIDENCE,
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number that can be right, in its one form, and what it says of its holder."""

    scheme: Scheme
    value: str
    birth: date | None = None
    sex: str | None = None  # "female" or "male"
    region: str | None = None  # division code of the first registration
    country: str | None = None  # as written in the number: three letters or three digits

    def __repr__(self) -> str:
        return f"<Number {self.scheme}>"  # a number is not for logs
