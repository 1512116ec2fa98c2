"""« Choix dicté par téléphone »: pick the post, read the summary back, record it (ENG-6, ADM-9).

The turn is the one that the page showed when the form was drawn; rules and clock are the intern's own.
"""

from uuid import UUID

from flask import Response, url_for

from dci.postes.v1.postes_pb2 import Poste
from dci.session.v1 import session_pb2 as pb
from services.admin.context import clients
from services.admin.web.access import acting_as
from services.admin.web.interventions.forms import PosteForm
from services.admin.web.interventions.stock import postes_of
from services.admin.web.numbers import whole_in
from services.admin.web.regie.asking import asked, said, tried
from services.admin.web.regie.room import Room
from services.admin.web.regie.rooms import make_room
from services.admin.web.typed import text_of

NOBODY = "Ce n’est le tour de personne en ce moment : rien n’a été enregistré."


@acting_as("gestionnaire")
def dicter(amphi_id: UUID) -> Response:
    """Ask for the post; read it back; send it."""
    room = make_room(str(amphi_id))
    form = PosteForm()
    if not form.is_submitted():
        return _drawn(room, form)
    poste = _picked(room, form)
    if poste is None or form.changes():
        return _asking(room, form, None, 200 if poste else 422)
    if not form.was_read_back(str(poste.numero)):
        return _asking(room, form, poste, 200)
    status = tried(form, lambda: _send(room.amphi_id, form, poste.numero))
    text = f"Le choix du n° {form.rang.data} est enregistré : poste n° {poste.numero}."
    if status:
        return _asking(room, form, poste, status)
    return said(text, url_for("regie.salle", amphi_id=amphi_id))


def _drawn(room: Room, form: PosteForm) -> Response:
    form.new_key()
    if room.turn:
        form.turn_id.data, form.rang.data = room.turn.turn_id, str(room.turn.line.rang)
    return _asking(room, form, None, 200)


def _picked(room: Room, form: PosteForm) -> Poste | None:
    if not form.validate() or not _about_a_turn(form):
        return None
    return form.pick(postes_of(room.offer_id).values())


def _about_a_turn(form: PosteForm) -> bool:
    if not form.turn_id.data:
        form.form_errors.append(NOBODY)
    return bool(form.turn_id.data)


def _send(amphi_id: str, form: PosteForm, numero: int) -> None:
    clients().session.conduct.ChooseFor(
        pb.ChooseForRequest(
            amphi_id=amphi_id, key=text_of(form.key), turn_id=text_of(form.turn_id), numero=numero
        )
    )


def _asking(room: Room, form: PosteForm, poste: Poste | None, status: int) -> Response:
    rang = whole_in(text_of(form.rang))
    line = None if rang is None else room.line(rang)
    same_turn = room.turn is not None and room.turn.turn_id == form.turn_id.data
    return asked(
        "interventions/_dicter.html", "interventions/dicter.html", status,
        room=room, form=form, poste=poste, line=line, turn=room.turn if same_turn else None,
    )  # fmt: skip
