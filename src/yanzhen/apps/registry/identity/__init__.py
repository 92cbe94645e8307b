"""Identity numbers: what one is, whether it can be right, what it says of its holder.

>>> number = read_number("id_card", "４３０３０２ 19900101 123x")
Traceback (most recent call last):
yanzhen.apps.registry.identity.faults.NumberRefused: 最后一位校验码应为 9，而不是 X，请核对号码。
>>> number = read_number("id_card", "４３０３０２ 19900101 1239")
>>> number.value, number.birth, number.sex
('430302199001011239', datetime.date(1990, 1, 1), 'male')
>>> schemes_of("91110000600037341L")
(<Scheme.USCC: 'uscc'>,)

Pure: no Django, no clock (a day is handed in), nothing looked up.
"""

from yanzhen.apps.registry.identity.characters import normalised
from yanzhen.apps.registry.identity.faults import Fault, NumberRefused
from yanzhen.apps.registry.identity.numbers import Number, Scheme
from yanzhen.apps.registry.identity.reading import (
    check_number,
    read_number,
    schemes_of,
    surest_scheme,
)

__all__ = [
    "Fault",
    "Number",
    "NumberRefused",
    "Scheme",
    "check_number",
    "normalised",
    "read_number",
    "schemes_of",
    "surest_scheme",
]
