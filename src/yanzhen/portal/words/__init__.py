"""The product's own words, in Chinese and in English; what a pack says is in the pack.

say("left_to_answer", "en", count=5)  ->  "About 5 more questions may matter"
"""

from yanzhen.policy.vocabulary import Language
from yanzhen.portal.words import (
    calculator,
    cards,
    casefile,
    claims,
    comparison,
    crosswalks,
    desk,
    employer,
    finance,
    general,
    keys,
    kit,
    library,
    listing,
    my,
    oversight,
    panels,
    payments,
    privileges,
    public,
    quotas,
    recognition,
    sandbox,
    seats,
    services,
    shell,
    signing,
    signing_keys,
    verify,
)

WORDS: dict[str, tuple[str, str]] = {
    **general.WORDS,
    **calculator.WORDS,
    **library.WORDS,
    **comparison.WORDS,
    **sandbox.WORDS,
    **listing.WORDS,
    **kit.WORDS,
    **desk.WORDS,
    **keys.WORDS,
    **finance.WORDS,
    **claims.WORDS,
    **cards.WORDS,
    **employer.WORDS,
    **my.WORDS,
    **payments.WORDS,
    **oversight.WORDS,
    **public.WORDS,
    **quotas.WORDS,
    **recognition.WORDS,
    **panels.WORDS,
    **privileges.WORDS,
    **seats.WORDS,
    **privileges.WORDS,
    **recognition.WORDS,
    **casefile.WORDS,
    **shell.WORDS,
    **services.WORDS,
    **signing.WORDS,
    **signing_keys.WORDS,
    **verify.WORDS,
    **crosswalks.WORDS,
}


def say(key: str, language: Language, **values: object) -> str:
    """The text of a key; `values` fill its braces."""
    text = WORDS[key][0 if language == "zh" else 1]
    return text.format(**values) if values else text
