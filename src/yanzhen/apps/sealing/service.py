"""Sealing, as everybody else sees it."""

from yanzhen.apps.sealing.errors import CannotOpen, UnfitKeys
from yanzhen.apps.sealing.fields import BlindIndex, Sealed, SealedText, index_of
from yanzhen.apps.sealing.keys import drawn_index_key, drawn_key
from yanzhen.apps.sealing.masks import (
    masked_account,
    masked_id_card,
    masked_name,
    masked_phone,
)
from yanzhen.apps.sealing.resealing import Resealed, reseal
from yanzhen.apps.sealing.seals import blind_index, open_sealed, seal

__all__ = [
    "BlindIndex",
    "CannotOpen",
    "Resealed",
    "Sealed",
    "SealedText",
    "UnfitKeys",
    "blind_index",
    "drawn_index_key",
    "drawn_key",
    "index_of",
    "masked_account",
    "masked_id_card",
    "masked_name",
    "masked_phone",
    "open_sealed",
    "reseal",
    "seal",
]
