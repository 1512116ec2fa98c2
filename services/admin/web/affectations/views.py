"""Who has which post, on the page and as a file (IFC-12, ADM-10)."""

from itertools import chain
from typing import Final

from flask import Blueprint, Response, abort, make_response, render_template, request

from chassis.web.paging import Paging, asked_page, asked_size
from dci.ranking.v1.ranking_pb2 import CallListLine
from dci.session.v1.session_pb2 import Amphi
from services.admin.context import clients
from services.admin.web.affectations.export import FORMATS, rows
from services.admin.web.lookups import asked_semestre, semestres

affectations = Blueprint("affectations", __name__, url_prefix="/affectations")

TYPES: Final = {
    "classique": "classique",
    "surnombre_validant": "surnombre validant",
    "surnombre_non_validant": "surnombre non validant",
}
BY: Final = {"interne": "l’interne", "mandataire": "le mandataire", "ars": "l’ARS"}


@affectations.get("/")
def liste() -> str:
    """Show the affectations of a semester, or of one of its amphis, by call rank."""
    known = semestres()
    semestre = asked_semestre(known)
    amphis = clients().session.amphis(semestre)
    amphi = _asked(amphis)
    size = asked_size()
    found = clients().postes.affectations(semestre, _id(amphi), page=asked_page(), size=size)
    return render_template(
        "affectations/liste.html",
        found=found,
        paging=Paging(found.page.number or 1, found.page.size or size, found.page.total),
        semestre=semestre,
        semestres=known,
        amphis=amphis,
        amphi=amphi,
        codes={each.amphi_id: each.code for each in amphis},
        types=TYPES,
        by=BY,
        formats=FORMATS,
    )


@affectations.get("/export.<extension>")
def export(extension: str) -> Response:
    """Send them as a file (IFC-12)."""
    written = FORMATS.get(extension) or abort(404)
    semestre = asked_semestre(semestres())
    amphis = clients().session.amphis(semestre)
    amphi = _asked(amphis)
    found = clients().postes.all_affectations(semestre, _id(amphi))
    codes = {each.amphi_id: each.code for each in amphis}
    response = make_response(written.write(rows(found, codes, _internes([amphi] if amphi else amphis))))
    response.content_type = written.content_type
    name = f"affectations-{semestre}{f'-{amphi.amphi_id}' if amphi else ''}.{extension}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _internes(amphis: list[Amphi]) -> dict[str, CallListLine]:
    """Give everybody on the call lists that these amphis took."""
    versions = {each.call_list_version_id for each in amphis if each.call_list_version_id}
    lines = chain.from_iterable(clients().ranking.whole(each).lines for each in sorted(versions))
    return {line.intern_id: line for line in lines}


def _asked(amphis: list[Amphi]) -> Amphi | None:
    asked = request.args.get("amphi", "")
    return next((each for each in amphis if each.amphi_id == asked), None)


def _id(amphi: Amphi | None) -> str:
    return amphi.amphi_id if amphi else ""
