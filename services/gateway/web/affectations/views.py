"""The public list of affectations (AFF-1)."""

from typing import Final

from flask import Blueprint, render_template, request

from chassis.web.paging import Paging, asked_page, asked_size
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
def liste() -> str:
    """List who chose what, at once."""
    clients = gateway().clients
    semestre = asked_semestre()
    sort = request.args.get("tri", "")
    filters = {name: asked_values(name) for name in FILTERS if asked_values(name)}
    amphis = clients.session.amphis(semestre)
    found = clients.postes.affectations(
        semestre,
        filters,
        amphi_id=request.args.get("amphi", "")[:LONGEST],
        sort=sort if sort.removeprefix("-") in COLUMNS else "",
        page=asked_page(),
        size=asked_size(),
    )
    return render_template(
        "affectations/liste.html",
        affectations=found.affectations,
        paging=Paging(found.page.number or 1, found.page.size or 30, found.page.total),
        filters=FILTERS,
        asked=filters,
        facets=clients.postes.facets(semestre),
        amphis=amphis,
        asked_amphi=next(
            (each.amphi_id for each in amphis if each.amphi_id == request.args.get("amphi")), ""
        ),
        semestre=semestre,
        semestres=semestres(),
        sort=sort,
    )
