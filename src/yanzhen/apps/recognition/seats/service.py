"""Employers' seats, as pages see them: `from yanzhen.apps.recognition.service import seats`.

one = seats.authorise(acting=office, granting=seats.Granting(city="hengyang", ...))
seats.recognise(acting=hr, deciding=seats.Deciding(authorisation=one.pk, subject_id=9, ...))
seats.draw(acting=office, drawing=seats.Drawing("hengyang", since, until, size=10))
seats.give_back(acting=office, use=7, reason="...")     once its recognition was withdrawn
"""

from yanzhen.apps.recognition.seats.authorising import (
    Granting,
    authorise,
    close,
    give_back,
    resize,
)
from yanzhen.apps.recognition.seats.queries import (
    authorisation,
    cities_that_authorise,
    of_employers,
    of_office,
    offered,
    sample,
    samples,
    uses_of,
    uses_of_employers,
)
from yanzhen.apps.recognition.seats.recognising import Deciding, recognise
from yanzhen.apps.recognition.seats.sampling import Drawing, draw, mark
from yanzhen.apps.recognition.seats.shown import (
    AuthorisationShown,
    Offered,
    SampledShown,
    SampleShown,
    UseShown,
)

__all__ = [
    "AuthorisationShown", "Deciding", "Drawing", "Granting", "Offered", "SampleShown",
    "SampledShown", "UseShown", "authorisation", "authorise", "cities_that_authorise", "close",
    "draw", "give_back", "mark", "of_employers", "of_office", "offered", "recognise", "resize",
    "sample", "samples", "uses_of", "uses_of_employers",
]  # fmt: skip
