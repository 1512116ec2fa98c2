"""The procès-verbal as PDF: thousands of lines, so with reportlab itself (NOT-3).

Same content, same bytes. One table of thousands of rows takes time by their square: there are many, one below
the other, and pages draw the column heads.
"""

import io
from collections.abc import Iterator
from functools import partial
from typing import Any, Final

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.lib.utils import simpleSplit
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, Spacer, TableStyle

from chassis.web.formats import PARIS, semestre
from services.notifications.domain.decisions_in_french import actor, sentence
from services.notifications.domain.proces_verbal import Decision, ProcesVerbal
from services.notifications.rendering.pdf import FONT

SIZE: Final = 7.5
MARGIN: Final = 1.8 * cm
PADDING: Final = 6 + 3  # of the page's frame, of a cell
ROWS_AT_ONCE: Final = 100
WIDTHS: Final = (1.2 * cm, 3.1 * cm, 3.9 * cm, 6.8 * cm, 2.4 * cm)
HEAD: Final = ("N°", "Date et heure", "Auteur", "Décision", "Empreinte")
INK, SOFT, RULE, BRAND = (HexColor(code) for code in ("#16213a", "#4a5876", "#c9d2e3", "#1c3f7a"))
TITLE: Final = ParagraphStyle("titre", fontName=f"{FONT}-bold", fontSize=16, leading=20, textColor=BRAND)
TEXT: Final = ParagraphStyle("texte", fontName=FONT, fontSize=9.5, leading=13, textColor=INK)
STYLE: Final = TableStyle(
    [
        ("FONT", (0, 0), (-1, -1), FONT, SIZE),
        ("LEADING", (0, 0), (-1, -1), SIZE * 1.25),
        ("TEXTCOLOR", (0, 0), (-1, -1), INK),
        ("TEXTCOLOR", (-1, 0), (-1, -1), SOFT),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, RULE),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
    ]
)

HEAD_STYLE: Final = TableStyle([("FONT", (0, 0), (-1, -1), f"{FONT}-bold", SIZE)], parent=STYLE)


def proces_verbal_pdf(of: ProcesVerbal, ars: str) -> bytes:
    """Every decision in order, with names; each hash by its first letters, the last one whole."""
    out = io.BytesIO()
    edition = f"édition {of.edition}" if of.edition else "amphi pas terminé : procès-verbal incomplet"
    title = f"Procès-verbal – {of.code}"
    document = SimpleDocTemplate(
        out, pagesize=A4, title=title, author=ars,
        leftMargin=MARGIN, rightMargin=MARGIN, topMargin=MARGIN, bottomMargin=MARGIN,
    )  # fmt: skip
    last = of.decisions[-1].hash if of.decisions else ""
    story = [
        Paragraph("Procès-verbal", TITLE),
        Spacer(1, 6),
        Paragraph(_escaped(f"{of.code} – {of.libelle}, semestre de {semestre(of.semestre)}"), TEXT),
        Paragraph(f"{ars} · {edition} · {len(of.decisions)} décisions", TEXT),
        Paragraph(f"Empreinte de la dernière décision :<br/>{last}", TEXT),
        Spacer(1, 10),
        LongTable([HEAD], WIDTHS, style=HEAD_STYLE, hAlign="LEFT"),
        *(LongTable(rows, WIDTHS, style=STYLE, hAlign="LEFT") for rows in _some_at_once(of)),
    ]
    text = f"{title}, {edition}"
    document.build(story, onFirstPage=partial(_footer, text=text), onLaterPages=partial(_later, text=text))
    return out.getvalue()


def _some_at_once(of: ProcesVerbal) -> Iterator[list[tuple[str, ...]]]:
    for start in range(0, len(of.decisions), ROWS_AT_ONCE):
        yield [_row(each, of) for each in of.decisions[start : start + ROWS_AT_ONCE]]


def _row(decision: Decision, of: ProcesVerbal) -> tuple[str, ...]:
    at = decision.at.astimezone(PARIS).strftime("%d/%m/%Y %H:%M:%S")
    who = _wrapped(actor(decision.actor, of.names), WIDTHS[2])
    return str(decision.seq), at, who, _wrapped(sentence(decision, of.names), WIDTHS[3]), decision.hash[:12]


def _wrapped(text: str, width: float) -> str:
    return "\n".join(simpleSplit(text.replace("\u202f", "\u00a0"), FONT, SIZE, width - 6))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _later(canvas: Any, document: Any, text: str) -> None:
    """The heads of the columns, in the margin above the table that goes on."""
    canvas.setFont(f"{FONT}-bold", SIZE)
    canvas.setFillColor(INK)
    left = MARGIN + PADDING
    for head, width in zip(HEAD, WIDTHS, strict=True):
        canvas.drawString(left, A4[1] - MARGIN + 5, head)
        left += width
    _footer(canvas, document, text)


def _footer(canvas: Any, document: Any, text: str) -> None:
    canvas.setFont(FONT, SIZE)
    canvas.setFillColor(SOFT)
    canvas.drawString(MARGIN, 1.1 * cm, text)
    canvas.drawRightString(A4[0] - MARGIN, 1.1 * cm, f"page {document.page}")
