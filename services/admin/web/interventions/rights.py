"""On the spot, also during the intern's own turn: type de choix, procuration (ADM-9, STA-3, PRC-4).

identity records both and tells session; the page says whether it counts already.
"""

from uuid import UUID

from flask import Response, abort, request, url_for
from wtforms import RadioField
from wtforms.validators import InputRequired

from chassis.web import forms
from chassis.web.formats import TYPES_CHOIX
from dci.identity.v1.rights_pb2 import InternRights
from services.admin.context import clients, watch
from services.admin.web.access import acting_as
from services.admin.web.choices import choices
from services.admin.web.effects import effect
from services.admin.web.numbers import whole_in
from services.admin.web.regie.asking import asked, said, tried
from services.admin.web.regie.forms import ActForm
from services.admin.web.regie.room import Line
from services.admin.web.regie.rooms import make_room
from services.admin.web.typed import text_of


class TypeChoixForm(ActForm):
    """How the intern chooses from now on."""

    type_choix = RadioField(
        "L’interne choisit en",
        [InputRequired("Choisissez un type de choix.")],
        choices=choices(TYPES_CHOIX.items()),
    )
    note = forms.text("Note, pour l’ARS seulement", longest=300)


@acting_as("gestionnaire")
def type_choix(amphi_id: UUID) -> Response:
    """Change how an intern chooses; it counts at once."""
    line, intern_id, _ = _about(amphi_id)
    form = TypeChoixForm()
    if not form.is_submitted():
        form.new_key()
        form.rang.data, form.type_choix.data = str(line.rang), line.choix or "classique"
    status = 422 if form.is_submitted() else 200
    if form.validate_on_submit():
        counts: list[bool] = []
        chosen, note = text_of(form.type_choix), text_of(form.note)
        change = clients().identity.change_type_choix
        status = tried(form, lambda: counts.append(change(intern_id, chosen, note)))
        if not status:
            what = f"Le n° {line.rang} choisit en {TYPES_CHOIX[chosen]}."
            return said(f"{what} {effect(effective=counts[0])}", _back(amphi_id))
    return asked(
        "interventions/_type_choix.html", "interventions/type_choix.html", status,
        room=make_room(str(amphi_id), with_people=False), form=form, line=line,
    )  # fmt: skip


@acting_as("gestionnaire")
def procuration(amphi_id: UUID) -> Response:
    """Cancel the procuration that stands: the intern can choose at once."""
    line, intern_id, rights = _about(amphi_id)
    form = ActForm()
    status = 422 if form.is_submitted() else 200
    if not form.is_submitted():
        form.new_key()
        form.rang.data = str(line.rang)
    elif form.validate():
        counts: list[bool] = []
        cancel = clients().identity.cancel_procuration
        status = tried(form, lambda: counts.append(cancel(intern_id)))
        if not status:
            what = f"La procuration du n° {line.rang} est annulée."
            return said(f"{what} {effect(effective=counts[0])}", _back(amphi_id))
    return asked(
        "interventions/_procuration.html", "interventions/procuration.html", status,
        room=make_room(str(amphi_id), with_people=False), form=form, line=line,
        given=rights.procuration if rights and rights.HasField("procuration") else None,
    )  # fmt: skip


def _about(amphi_id: UUID) -> tuple[Line, str, InternRights | None]:
    """Who the form or the address names, with what identity has recorded; 404 for nobody."""
    asked_rang = request.form.get("rang") or request.args.get("rang", "")
    rang = whole_in(asked_rang) or 0
    line = make_room(str(amphi_id), with_people=False).line(rang) or abort(404)
    snapshot = watch().board(str(amphi_id)).snapshot
    intern_id = snapshot.aside["internes"][str(rang)]
    found = clients().identity.rights(snapshot.state["amphi"]["semestre"], [intern_id])
    return line, intern_id, found.get(intern_id)


def _back(amphi_id: UUID) -> str:
    return url_for("regie.salle", amphi_id=amphi_id)
