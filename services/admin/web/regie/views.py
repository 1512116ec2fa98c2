"""The control room (ADM-9): cards of the amphis that run, one in full, its actions, its journal.

A script asks for the same addresses with `X-Part` and gets only what moves.
"""

import re
from uuid import UUID

from flask import (
    Blueprint,
    Response,
    abort,
    make_response,
    render_template,
    request,
    url_for,
)

from chassis.web.paging import asked_page
from dci.session.v1 import session_pb2 as pb
from services.admin.context import clients, watch
from services.admin.web.access import acting_as, wants_part
from services.admin.web.lookups import RUNNING, asked_semestre, semestres
from services.admin.web.regie.actions import ACTIONS, EVERY, PUT_BACK, Action
from services.admin.web.regie.asking import asked, said, tried
from services.admin.web.regie.forms import ActForm
from services.admin.web.regie.room import PLACEABLE
from services.admin.web.regie.rooms import entries, make_room
from services.admin.web.regie.roster import FILTERS, shown
from services.admin.web.regie.words import ETATS, PASSAGES

regie = Blueprint("regie", __name__, url_prefix="/regie")

READY = frozenset({pb.AMPHI_STATE_VALIDE, pb.AMPHI_STATE_OUVERT})
NEAR = dict.fromkeys(RUNNING, 0) | dict.fromkeys(READY, 1) | {pb.AMPHI_STATE_BROUILLON: 2}
"""Whose next decision changes the page of all amphis."""
JOURNAL_SIZE = 100
JOURNAL_SHOWN = 12
NOBODY = "Ce n’est le tour de personne en ce moment : rien n’a été changé."


@regie.get("/")
def index() -> str:
    """Show a card for each amphi that runs; where the address names a stock, those that share it."""
    semestre = asked_semestre(semestres())
    found = clients().session.amphis(semestre) if semestre else []
    stock = request.args.get("offre", "")
    amphis = sorted((each for each in found if stock in ("", each.offer_id)), key=by_stock)
    return render_template(
        "regie/_cartes.html" if wants_part() else "regie/index.html",
        rooms=[make_room(each.amphi_id, with_people=False) for each in amphis if each.state in RUNNING],
        ready=[each for each in amphis if each.state in READY],
        watched=[each.amphi_id for each in nearest(amphis)],
        now=watch().clock.now(),
        etats=ETATS,
        stock=stock,
    )


def by_stock(amphi: pb.Amphi) -> tuple[str, str]:
    """Those that choose from one stock stand side by side (CHX-9)."""
    return amphi.offer_id, amphi.code


def nearest(amphis: list[pb.Amphi]) -> list[pb.Amphi]:
    """Those that run first, brouillons last, none that is over: a channel hears of so many and no more."""
    return sorted((each for each in amphis if each.state in NEAR), key=lambda each: NEAR[each.state])


@regie.get("/<uuid:amphi_id>")
def salle(amphi_id: UUID) -> str:
    """Show one amphi in full."""
    room = make_room(str(amphi_id))
    return render_template(
        "regie/_salle.html" if wants_part() else "regie/salle.html",
        room=room,
        roster=shown(room),
        filters=FILTERS,
        journal=entries(room.amphi_id, room.number)[:JOURNAL_SHOWN],
        actions=ACTIONS.values(),
        now=watch().clock.now(),
        etats=ETATS,
        passages=PASSAGES,
        placeable=PLACEABLE,
    )


@regie.get("/<uuid:amphi_id>/journal")
def journal(amphi_id: UUID) -> str:
    """Show every decision, the newest first, a hundred a page."""
    room = make_room(str(amphi_id))
    page = min(asked_page(), max(1, -(-room.number // JOURNAL_SIZE)))
    last = max(0, room.number - (page - 1) * JOURNAL_SIZE)
    return render_template(
        "regie/_journal.html" if wants_part() else "regie/journal.html",
        room=room,
        entries=entries(room.amphi_id, last, after=max(0, last - JOURNAL_SIZE)),
        page=page,
        pages=max(1, -(-room.number // JOURNAL_SIZE)),
        size=JOURNAL_SIZE,
    )


@regie.get("/suite")
def suite() -> Response:
    """Answer a page whose live channel is down: the time, so that its countdown stays right."""
    return make_response({"now": watch().clock.now()})


@regie.route("/<uuid:amphi_id>/agir/<code>", methods=["GET", "POST"])
@acting_as("gestionnaire")
def agir(amphi_id: UUID, code: str) -> Response:
    """Say what an action will do; do it."""
    action = EVERY.get(code) or abort(404)
    form = action.form()
    if form.validate_on_submit() and _named(action, form):
        return _act(str(amphi_id), action, form)
    if not form.is_submitted() or form.redrawn:
        _draw(action, form, str(amphi_id))
    return _asking(str(amphi_id), action, form, 422 if form.is_submitted() else 200)


def _draw(action: Action, form: ActForm, amphi_id: str) -> None:
    room = make_room(amphi_id, with_people=False)
    form.new_key()
    form.started.data = "1" if room.runs else "0"
    if action is PUT_BACK:
        form.rang.data = request.args.get("rang", "")
    elif room.turn:
        form.turn_id.data, form.rang.data = room.turn.turn_id, str(room.turn.line.rang)


def _named(action: Action, form: ActForm) -> bool:
    """Whether the form says whom the action is about, where it is about somebody."""
    missing = (action.about_turn and not form.turn_id.data) or (action is PUT_BACK and not form.rang.data)
    if missing:
        form.form_errors.append(NOBODY)
    return not missing


def _act(amphi_id: str, action: Action, form: ActForm) -> Response:
    status = tried(form, lambda: action.send(clients().session.conduct, amphi_id, form))
    if status:
        return _asking(amphi_id, action, form, status)
    return said(action.done, url_for("regie.salle", amphi_id=amphi_id))


def _asking(amphi_id: str, action: Action, form: ActForm, status: int) -> Response:
    room = make_room(amphi_id)
    rang = form.rang.data or ""
    line = room.line(int(rang)) if re.fullmatch(r"[0-9]{1,6}", rang) else None
    what = action.what(room, line)
    return asked(
        "regie/_agir.html", "regie/agir.html", status, room=room, action=action, what=what, form=form
    )
