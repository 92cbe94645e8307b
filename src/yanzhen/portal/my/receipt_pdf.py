"""The receipt on paper: one page, with the Chinese font that every PDF reader brings along."""

import io
from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from yanzhen.policy.vocabulary import Language
from yanzhen.portal.words import say

FONT = "STSong-Light"
SIZE, LEADING = 11, 17


def receipt_pdf(receipt: Mapping[str, Any], language: Language) -> bytes:
    """The receipt as the bytes of a PDF."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    memory = io.BytesIO()
    title = say("receipt_title", language)
    page = SimpleDocTemplate(
        memory, pagesize=A4, leftMargin=24 * mm, rightMargin=24 * mm, topMargin=24 * mm,
        bottomMargin=20 * mm, title=f"{title} {receipt['number']}", author=say("brand", language),
    )  # fmt: skip
    page.build(_body(receipt, language, title))
    return memory.getvalue()


def _body(receipt: Mapping[str, Any], language: Language, title: str) -> list[Flowable]:
    head = ParagraphStyle("head", fontName=FONT, fontSize=18, leading=26, alignment=1)
    plain = ParagraphStyle("plain", fontName=FONT, fontSize=SIZE, leading=LEADING, wordWrap="CJK")
    rows = [
        [Paragraph(escape(label), plain), Paragraph(escape(value), plain)]
        for label, value in lines(receipt, language)
    ]
    table = Table(rows, colWidths=[42 * mm, None])
    table.setStyle(TableStyle([
        ("GRID", (0, 0), (-1, -1), 0.5, "#8a99a6"), ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("BACKGROUND", (0, 0), (0, -1), "#f4f6f8"),
    ]))  # fmt: skip
    note = Paragraph(escape(say("receipt_note", language)), plain)
    return [Paragraph(escape(title), head), Spacer(1, 8 * mm), table, Spacer(1, 6 * mm), note]


def lines(receipt: Mapping[str, Any], language: Language) -> list[tuple[str, str]]:
    """The lines of the receipt, label and value."""
    found = [
        ("case_number", receipt["number"]), ("case_item", receipt["title"]),
        ("case_applicant", receipt["name"]), ("case_place", receipt["place"]),
        ("case_window", receipt["window"]), ("case_submitted", receipt["when"]),
    ]  # fmt: skip
    said = [(say(key, language), value) for key, value in found]
    said += receipt["days"]
    files = say("semicolon", language).join(receipt["materials"])
    said.append((say("item_materials", language), files or say("receipt_no_files", language)))
    return said + ([("", receipt["caution"])] if receipt["caution"] else [])
