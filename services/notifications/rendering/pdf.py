"""PDFs with xhtml2pdf: the sheet of a choice and the attestation (NOT-3).

Same content, same bytes; fonts embedded.
"""

import io
from pathlib import Path
from typing import Any

import reportlab
import segno
from jinja2 import Environment
from reportlab import rl_config
from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from xhtml2pdf import pisa
from xhtml2pdf.default import DEFAULT_FONT

from services.notifications.domain.facts import Affectation, Contact
from services.notifications.rendering.receipt import receipt_lines, verify_address

FONT = "dci"


def _register_font() -> None:
    """Bitstream Vera, which reportlab ships: it has every French letter, and may be embedded."""
    folder = Path(reportlab.__file__).parent / "fonts"
    pdfmetrics.registerFont(TTFont(FONT, str(folder / "Vera.ttf")))
    pdfmetrics.registerFont(TTFont(f"{FONT}-bold", str(folder / "VeraBd.ttf")))
    addMapping(FONT, 0, 0, FONT)
    addMapping(FONT, 1, 0, f"{FONT}-bold")
    DEFAULT_FONT[FONT] = FONT


rl_config.invariant = 1
_register_font()


class PdfFailed(RuntimeError):
    """The template and the PDF library disagree: a defect of ours."""


class Documents:
    """Renders the PDFs. `public_url` is the address at which a code is verified."""

    def __init__(self, pages: Environment, public_url: str, ars: str) -> None:
        self._pages = pages
        self._public_url = public_url
        self.ars = ars

    def sheet(self, contact: Contact, affectation: Affectation, receipt: str) -> bytes:
        """Summary of the chosen post with its signed receipt, attached to the confirmation (TRN-5)."""
        address = verify_address(self._public_url, receipt)
        facts = {"receipt": receipt_lines(receipt), "receipt_qr": _large_qr(address) if receipt else ""}
        return self._pdf("fiche.html", contact, affectation, **facts)

    def attestation(self, contact: Contact, affectation: Affectation) -> bytes:
        """The certificate, with its code and the address that verifies it."""
        return self._pdf("attestation.html", contact, affectation)

    def _pdf(self, template: str, contact: Contact, affectation: Affectation, **facts: Any) -> bytes:
        address = f"{self._public_url}/verifier/{affectation.code}"
        html = self._pages.get_template(template).render(
            contact=contact,
            affectation=affectation,
            poste=affectation.poste,
            address=address,
            qr=segno.make(address, micro=False).png_data_uri(scale=4, border=1),
            ars=self.ars,
            **facts,
        )
        out = io.BytesIO()
        if pisa.CreatePDF(html.replace(" ", " "), dest=out, encoding="utf-8").err:
            raise PdfFailed(template)
        return out.getvalue()


def _large_qr(address: str) -> str:
    """A receipt's address is long: the least correction keeps its points as large as can be."""
    return segno.make(address, micro=False, error="l", boost_error=False).png_data_uri(scale=4, border=2)
