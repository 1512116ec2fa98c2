"""Requests for a type de choix: papers received, accept, refuse with a reason (ADM-11, STA-3)."""

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for

from chassis.errors import DomainError
from chassis.web.forms import Form
from services.admin.context import clients
from services.admin.web.access import acting_as
from services.admin.web.demandes.forms import JustificatifsForm, RefusForm
from services.admin.web.effects import effect
from services.admin.web.lookups import asked_semestre
from services.admin.web.lookups import semestres as known_semestres
from services.admin.web.typed import text_of

demandes = Blueprint("demandes", __name__, url_prefix="/types-de-choix")

STATES = {
    "en_cours": ("en cours d’instruction", "dci-tag-on"),
    "acceptee": ("acceptée", "dci-tag-good"),
    "refusee": ("refusée", "dci-tag-stop"),
    "annulee": ("annulée par l’interne", "dci-tag-off"),
}


@demandes.get("/")
def liste() -> str:
    """Show those to judge, then the others."""
    known = known_semestres()
    semestre = asked_semestre(known)
    identity = clients().identity
    found = identity.demandes(semestre) if semestre else []
    return render_template(
        "demandes.html",
        semestres=known,
        semestre=semestre,
        pending=[each for each in found if each.state == "en_cours"],
        done=[each for each in found if each.state != "en_cours"],
        people=identity.contacts(sorted({each.intern_id for each in found})),
        states=STATES,
    )


@demandes.post("/<uuid:demande_id>/accepter")
@acting_as("gestionnaire")
def accepter(demande_id: UUID) -> Response:
    """Accept: it counts at once, also while the amphi runs (STA-3)."""
    effective = clients().identity.accept_demande(str(demande_id))
    flash(f"La demande est acceptée. {effect(effective=effective)}", "succes")
    return _back()


@demandes.post("/<uuid:demande_id>/refuser")
@acting_as("gestionnaire")
def refuser(demande_id: UUID) -> Response:
    """Refuse, with the reason that the intern reads."""
    form = RefusForm()
    return _done(
        form,
        lambda: clients().identity.refuse_demande(str(demande_id), text_of(form.reason)),
        "La demande est refusée ; l’interne en lira le motif.",
    )


@demandes.post("/<uuid:demande_id>/justificatifs")
@acting_as("gestionnaire")
def justificatifs(demande_id: UUID) -> Response:
    """Tick that the papers came, with a note."""
    form = JustificatifsForm()
    return _done(
        form,
        lambda: clients().identity.note_papers(
            str(demande_id), text_of(form.note), received=bool(form.recus.data)
        ),
        "C’est noté.",
    )


def _done(form: Form, act: Callable[[], None], said: str) -> Response:
    """Act on a form that is right; what is wrong with it is said on top of the list."""
    if form.validate():
        try:
            act()
            flash(said, "succes")
        except DomainError as error:
            form.refused(error)
    for text in [*form.form_errors, *(field.errors[0] for field in form.wrong)]:
        flash(text, "erreur")
    return _back()


def _back() -> Response:
    return make_response(redirect(url_for("demandes.liste", semestre=request.args.get("semestre") or None)))
