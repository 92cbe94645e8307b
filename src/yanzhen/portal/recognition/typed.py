"""What a form of recognition sent: days and numbers as they were typed; sentences of refusals."""

from datetime import date

from django.http import QueryDict

from yanzhen.apps.recognition.service import RecognitionRefused, Refusal
from yanzhen.policy.vocabulary import Label, Language
from yanzhen.portal.words import WORDS

BAD_DAY = Label(*WORDS["recog_bad_day"])


def text(post: QueryDict, name: str) -> str:
    return post.get(name, "").strip()


def day(post: QueryDict, name: str) -> date:
    """A day; RecognitionRefused where it is none."""
    try:
        return date.fromisoformat(text(post, name))
    except ValueError:
        raise RecognitionRefused(
            [Refusal("no_day", Label(*WORDS["recog_bad_day"]), name)]
        ) from None


def months(post: QueryDict, name: str) -> int | None:
    """Months, or nothing; what is no number is no months."""
    typed = text(post, name)
    if not typed:
        return None
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 5 else 0


def errors_of(refused: RecognitionRefused, language: Language) -> dict[str, str]:
    """The sentences, each with its field."""
    return {one.field or one.code: one.say.say(language) for one in refused.refusals}
