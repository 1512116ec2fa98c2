"""Type de choix: the current one, the state of a request, a new request (PRO-3, STA-2)."""

from flask import Blueprint, Response, flash, make_response, redirect, render_template, url_for

from chassis.errors import DomainError
from services.gateway.context import gateway
from services.gateway.web.compte.forms import TypeChoixForm
from services.gateway.web.own_account import own_account

UNPROCESSABLE = 422
STATES = {
    "en_cours": ("en cours d’instruction", "dci-tag-on"),
    "acceptee": ("acceptée", "dci-tag-good"),
    "refusee": ("refusée", "dci-tag-stop"),
    "annulee": ("annulée", "dci-tag-off"),
}


def add_to(compte: Blueprint) -> None:
    """Add the pages to the blueprint of accounts."""
    compte.add_url_rule("/type-de-choix", view_func=type_choix, methods=["GET", "POST"])
    compte.add_url_rule("/type-de-choix/annuler", view_func=annuler_demande, methods=["POST"])


@own_account
def type_choix() -> Response:
    """Show what is in force and asked for, and the form of a request."""
    identity = gateway().clients.identity
    mine = identity.my_rights()
    form = TypeChoixForm()
    form.offer(mine.type_choix)
    if form.validate_on_submit():
        try:
            identity.request_type_choix(form.type_choix.data)
        except DomainError as error:
            form.refused(error)
        else:
            flash("Votre demande est envoyée à l’ARS.", "succes")
            return make_response(redirect(url_for("compte.type_choix")))
    pending = any(each.state == "en_cours" for each in mine.demandes)
    page = render_template(
        "compte/type_choix.html",
        form=form,
        mine=mine,
        pending=pending,
        states=STATES,
        settings=gateway().settings,
    )
    return make_response(page, UNPROCESSABLE if form.is_submitted() else 200)


@own_account
def annuler_demande() -> Response:
    """Take the pending request back."""
    gateway().clients.identity.cancel_my_demande()
    flash("Votre demande est annulée.", "succes")
    return make_response(redirect(url_for("compte.type_choix")))
