"""The public list of affectations (AFF-1)."""

from typing import Any, Final

from flask import Blueprint, Response, make_response, render_template, request

from chassis.web.paging import Paging, asked_page, asked_size
from dci.common.v1.paging_pb2 import PageRequest
from dci.postes.v1.postes_pb2 import ListAffectationsRequest
from services.gateway.clients.postes import values_of
from services.gateway.context import gateway
from services.gateway.web.lookups import asked_semestre, semestres
from services.gateway.web.postes.search import LONGEST, asked_values

affectations = Blueprint("affectations", __name__)

FILTERS: Final = {
    "prenom": "Interne (prénom)",
    "groupe": "Groupe",
    "regime": "Régime de l’interne",
    "des_poste": "DES du poste",
    "des_interne": "DES de l’interne",
    "etablissement": "Établissement",
    "chef_de_service": "Chef de service",
    "type": "Type de poste",
}
COLUMNS: Final = (
    "semestre", "semestres_valides", "des_poste", "departement", "etablissement", "service",
    "chef_de_service", "interne", "regime", "des_interne", "ufr",
)  # fmt: skip


@affectations.get("/affectations")
def liste() -> Response:
    """List who chose what, at once; a script asks for the lines alone (`X-Part`), again and again."""
    shown = _lines(asked_semestre())
    if "X-Part" in request.headers:
        answer = make_response(render_template("affectations/_lignes.html", **shown))
    else:
        answer = make_response(render_template("affectations/liste.html", **shown, **_choices(shown)))
    answer.vary.add("X-Part")
    return answer


def _lines(semestre: str) -> dict[str, Any]:
    sort = request.args.get("tri", "")
    filters = {name: asked_values(name) for name in FILTERS if asked_values(name)}
    found = gateway().affectations.page(
        ListAffectationsRequest(
            semestre=semestre,
            filters=values_of(filters),
            amphi_id=request.args.get("amphi", "")[:LONGEST],
            sort=sort if sort.removeprefix("-") in COLUMNS else "",
            page=PageRequest(number=asked_page(), size=asked_size()),
        )
    )
    return {
        "affectations": found.affectations,
        "paging": Paging(found.page.number or 1, found.page.size or 30, found.page.total),
        "asked": filters,
        "semestre": semestre,
        "sort": sort,
    }


def _choices(shown: dict[str, Any]) -> dict[str, Any]:
    """What one may filter by."""
    clients = gateway().clients
    amphis = clients.session.amphis(shown["semestre"])
    asked_amphi = request.args.get("amphi")
    return {
        "filters": FILTERS,
        "facets": clients.postes.facets(shown["semestre"]),
        "amphis": amphis,
        "asked_amphi": next((each.amphi_id for each in amphis if each.amphi_id == asked_amphi), ""),
        "semestres": semestres(),
    }
