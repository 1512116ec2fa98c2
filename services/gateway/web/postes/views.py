"""The list of posts."""

from flask import Blueprint, render_template

from chassis.web.paging import Paging
from services.gateway.context import gateway
from services.gateway.web.lookups import asked_semestre, semestres
from services.gateway.web.postes.search import FILTERS, Search

postes = Blueprint("postes", __name__)


@postes.get("/postes")
def liste() -> str:
    """Search posts, by ward or by post (POS-1, POS-2), with filters (POS-3)."""
    clients = gateway().clients
    search = Search.asked(asked_semestre())
    found = clients.postes.search(search.request())
    return render_template(
        "postes/liste.html",
        search=search,
        rehearsal=search.rehearsal,
        found=found,
        paging=Paging(found.page.number or 1, found.page.size or 30, found.page.total),
        facets=clients.postes.facets(search.semestre),
        filters=FILTERS,
        semestres=semestres(),
    )
