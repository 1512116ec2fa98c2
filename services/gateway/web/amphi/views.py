"""Amphis: list, sheet with sessions, call lists, order of passage, live page."""

from uuid import UUID

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for

from chassis.errors import DomainError, Kind
from chassis.web.login import current_person, logged_in, person_is_unknown, required_person
from chassis.web.paging import Paging, asked_page, asked_size
from dci.session.v1 import session_pb2 as pb
from services.gateway.api.v1 import translate
from services.gateway.context import gateway
from services.gateway.same_account import account_of
from services.gateway.web.amphi.filters import AmphiFilters
from services.gateway.web.lookups import RUNNING, STATES, asked_semestre, published_list, semestres
from services.gateway.web.procurations import is_mandataire, standing

amphi = Blueprint("amphi", __name__)

NAME_LENGTH = 80
NOT_MINE = frozenset({"pas_dans_l_amphi", "autre_monde"})
LIVE = RUNNING | {pb.AMPHI_STATE_OUVERT, pb.AMPHI_STATE_TERMINE}


@amphi.get("/amphis")
def liste() -> str:
    """List the amphis of a semester (AMP-1) and the published call lists (AMP-2)."""
    clients = gateway().clients
    semestre = asked_semestre()
    found = clients.session.amphis(semestre)
    filters = AmphiFilters.asked(found)
    return render_template(
        "amphi/liste.html",
        amphis=filters.applied(found),
        filters=filters,
        versions=clients.ranking.published(semestre),
        semestre=semestre,
        semestres=semestres(),
        states=STATES,
        running=RUNNING,
        live=LIVE,
    )


@amphi.get("/amphis/<uuid:amphi_id>")
def fiche(amphi_id: UUID) -> str:
    """Show an amphi: state, sessions (AMP-3), call list."""
    found = gateway().clients.session.amphi(str(amphi_id))
    return render_template(
        "amphi/fiche.html",
        amphi=found.amphi,
        slices=found.slices,
        version=published_list(found.amphi),
        mine=_my_passage(amphi_id),
        states=STATES,
        slice_states={
            pb.SLICE_STATE_PREVUE: "prévue",
            pb.SLICE_STATE_EN_COURS: "en cours",
            pb.SLICE_STATE_TERMINEE: "terminée",
        },
        live=LIVE,
        termine=pb.AMPHI_STATE_TERMINE,
    )


@amphi.get("/listes-d-appel/<uuid:version_id>")
def liste_appel(version_id: UUID) -> str:
    """Show a published call list, thirty a page, with a search by name (AMP-2)."""
    name = request.args.get("nom", "").strip()[:NAME_LENGTH]
    found = gateway().clients.ranking.call_list(str(version_id), name, asked_page(), asked_size())
    person = current_person()
    return render_template(
        "amphi/liste_appel.html",
        version=found.version,
        lines=found.lines,
        paging=Paging(found.page.number or 1, found.page.size or asked_size(), found.page.total),
        name=name,
        me=person.intern_id if person else None,
    )


@amphi.get("/listes-d-appel/<uuid:version_id>/<int(max=1000000):rang>")
def ligne(version_id: UUID, rang: int) -> str:
    """Explain any line of a published list: its numbers, the formula, its neighbours (RNG-7)."""
    explained = gateway().clients.ranking.explain_rank(str(version_id), rang)
    return render_template("amphi/ligne.html", explained=explained)


@amphi.route("/amphis/<uuid:amphi_id>/ordre", methods=["GET", "POST"])
@logged_in
def ordre(amphi_id: UUID) -> Response:
    """Have the intern verify the order of passage, once (AMV-2)."""
    clients = gateway().clients
    if request.method == "POST":
        clients.session.acknowledge_order(str(amphi_id))
        flash("Merci, votre ordre de passage est vérifié.", "succes")
        return make_response(redirect(url_for("amphi.direct", amphi_id=amphi_id)))
    found = clients.session.amphi(str(amphi_id)).amphi
    version = published_list(found)
    person = required_person()
    explained = clients.ranking.explain(version.version_id, person.intern_id) if version else None
    page = render_template(
        "amphi/ordre.html",
        amphi=found,
        mine=clients.session.my_passage(str(amphi_id)),
        explained=explained,
        mandataire=bool(person.mandataire_id),
        settings=gateway().settings,
    )
    return make_response(page)


@amphi.get("/amphis/<uuid:amphi_id>/direct")
def direct(amphi_id: UUID) -> Response:
    """Follow the amphi live, and choose when one's turn comes (TRN-*)."""
    found = gateway().clients.session.amphi(str(amphi_id)).amphi
    mine = _my_passage(amphi_id)
    if mine and not mine.acknowledged and found.state != pb.AMPHI_STATE_TERMINE:
        return make_response(redirect(url_for("amphi.ordre", amphi_id=amphi_id)))
    page = render_template(
        "amphi/direct.html",
        amphi=found,
        mon_passage=mine,
        passage=mine.passage if mine else None,
        details=translate.passage(mine, standing(mine.passage)) if mine else None,
        mandataire=is_mandataire(),
        compte=account_of(current_person()),
        inconnu=person_is_unknown(),
        settings=gateway().settings,
        texte_etat=f"Amphi {STATES[found.state][0]}",
    )
    return make_response(page)


@amphi.get("/amphis/<uuid:amphi_id>/rejouer")
def rejouer(amphi_id: UUID) -> Response:
    """Replay a finished amphi on screen (SIM-2); one that is not finished is followed live."""
    found = gateway().clients.session.amphi(str(amphi_id)).amphi
    if found.state != pb.AMPHI_STATE_TERMINE:
        return make_response(redirect(url_for("amphi.direct", amphi_id=amphi_id)))
    return make_response(render_template("amphi/rejeu.html", amphi=found))


def _my_passage(amphi_id: UUID) -> pb.GetMyPassageResponse | None:
    """One's own place; None for who watches, be it an amphi of others or an amphi blanc (SIM-1)."""
    if current_person() is None:
        return None
    try:
        return gateway().clients.session.my_passage(str(amphi_id))
    except DomainError as error:
        if error.kind is Kind.NOT_FOUND or error.code in NOT_MINE:
            return None
        raise
