"""Placing an intern outside the choice (CHX-8), or an absent one on what is left (ADM-10): noted before the
amphi is validated, done at once afterwards."""

from typing import Final
from uuid import UUID

from flask import Response, request, url_for

from dci.postes.v1.postes_pb2 import Poste
from dci.session.v1 import session_pb2 as pb
from services.admin.context import clients
from services.admin.web.access import acting_as
from services.admin.web.interventions.forms import PlaceForm, StepForm
from services.admin.web.interventions.stock import Somebody, people, postes_of
from services.admin.web.interventions.telling import tell_stock
from services.admin.web.numbers import whole_in
from services.admin.web.regie.asking import asked, said, tried
from services.admin.web.typed import text_of

LONGEST_SHOWN: Final = 20


@acting_as("gestionnaire")
def affecter(amphi_id: UUID) -> Response:
    """Ask for intern, post and reason; read them back; send them."""
    amphi = clients().session.amphi(str(amphi_id)).amphi
    form = PlaceForm()
    if not form.is_submitted():
        form.new_key()
        form.interne.data = request.args.get("rang", "")[:6]
        return _asking(amphi, form, None, None, 200)
    valid = form.validate()
    intern = _intern(amphi, form)
    poste = form.pick(postes_of(amphi.offer_id).values()) if valid else None
    if intern is None or poste is None or form.changes():
        return _asking(amphi, form, intern, None, 200 if intern and poste else 422)
    if not form.was_read_back(f"{intern.rang} {poste.numero}"):
        return _asking(amphi, form, intern, poste, 200)
    sent: list[pb.PlaceResponse] = []
    status = tried(form, lambda: sent.append(_send(amphi.amphi_id, form, intern, poste)))
    if status:
        return _asking(amphi, form, intern, poste, status)
    tell_stock(amphi)
    done = "est faite" if sent[0].seq else "est notée, elle prendra effet à la validation"
    return said(f"L’affectation du {intern.text} {done}.", _back(amphi))


@acting_as("gestionnaire")
def retirer_affectation(amphi_id: UUID, placement_id: UUID) -> Response:
    """Take back a placement that waits for validation."""
    amphi = clients().session.amphi(str(amphi_id)).amphi
    form = StepForm()
    status = 200
    if form.validate_on_submit():
        status = tried(
            form,
            lambda: clients().session.conduct.WithdrawPlacement(
                pb.WithdrawPlacementRequest(amphi_id=str(amphi_id), placement_id=str(placement_id))
            ),
        )
        if not status:
            tell_stock(amphi)
            return said("L’affectation notée est retirée.", _back(amphi))
    else:
        form.new_key()
    return asked(
        "interventions/_etape.html", "interventions/etape.html", status,
        amphi=amphi, form=form, title="Retirer cette affectation", verb="Retirer",
        what="L’affectation notée est retirée ; l’interne choisira à son tour comme les autres.",
    )  # fmt: skip


def _intern(amphi: pb.Amphi, form: PlaceForm) -> Somebody | None:
    typed = text_of(form.interne)
    rang = whole_in(typed)
    found = None if rang is None else people(amphi).get(rang)
    if found is None and typed:
        form.interne.errors = [
            *form.interne.errors,
            f"Personne n’a le numéro {typed[:LONGEST_SHOWN]} dans cette liste d’appel.",
        ]
    return found


def _send(amphi_id: str, form: PlaceForm, intern: Somebody, poste: Poste) -> pb.PlaceResponse:
    return clients().session.conduct.Place(
        pb.PlaceRequest(
            amphi_id=amphi_id, key=text_of(form.key), rang_appel=intern.rang, numero=poste.numero,
            reason=text_of(form.reason),
        )
    )  # fmt: skip


def _asking(
    amphi: pb.Amphi, form: PlaceForm, intern: Somebody | None, poste: Poste | None, status: int
) -> Response:
    return asked(
        "interventions/_affecter.html", "interventions/affecter.html", status,
        amphi=amphi, form=form, intern=intern, poste=poste,
        brouillon=amphi.state == pb.AMPHI_STATE_BROUILLON,
    )  # fmt: skip


def _back(amphi: pb.Amphi) -> str:
    return url_for("interventions.liste", amphi_id=amphi.amphi_id)
