"""Procuration: give, see to whom, send again, cancel (PRO-4); and the mandataire's mailed link (PRC-2)."""

from flask import (
    Blueprint,
    Response,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)

from chassis.errors import DomainError
from chassis.web.way_back import own_path
from services.gateway.context import gateway
from services.gateway.web.compte.effects import effect
from services.gateway.web.compte.forms import PROCURATION, NouveauMotDePasseForm, ProcurationForm
from services.gateway.web.own_account import own_account

UNPROCESSABLE = 422


def add_to(compte: Blueprint) -> None:
    """Add the pages to the blueprint of accounts."""
    compte.add_url_rule("/procuration", view_func=procuration, methods=["GET", "POST"])
    compte.add_url_rule("/procuration/annuler", view_func=annuler_procuration, methods=["POST"])
    compte.add_url_rule("/procuration/renvoyer", view_func=renvoyer_procuration, methods=["POST"])
    compte.add_url_rule(
        "/procuration/accepter/<token>", view_func=accepter_procuration, methods=["GET", "POST"]
    )


@own_account
def procuration() -> Response:
    """Show the one that stands, or the form that gives one (PRC-1)."""
    form = ProcurationForm()
    if form.validate_on_submit():
        try:
            given = gateway().clients.identity.give_procuration(
                form.email.data or "", form.telephone.data or ""
            )
        except DomainError as error:
            form.refused(error)
        else:
            flash(
                f"Vous avez donné procuration à {given.procuration.email}."
                f" {effect(effective=given.effective)}",
                "succes",
            )
            return _back()
    page = render_template("compte/procuration.html", form=form, mine=gateway().clients.identity.my_rights())
    return make_response(page, UNPROCESSABLE if form.is_submitted() else 200)


@own_account
def annuler_procuration() -> Response:
    """Cancel it, also from the amphi page and during one's turn (PRC-4)."""
    effective = gateway().clients.identity.cancel_my_procuration()
    flash(
        f"La procuration est annulée : vous pouvez choisir vous-même. {effect(effective=effective)}",
        "succes",
    )
    return _back()


@own_account
def renvoyer_procuration() -> Response:
    """Have the mandataire's mail sent again."""
    gateway().clients.identity.resend_procuration()
    flash("Le message vient d’être envoyé de nouveau à votre mandataire.", "succes")
    return _back()


def accepter_procuration(token: str) -> Response:
    """The page of the mailed link shows, its button acts (PRC-2, INS-4)."""
    identity = gateway().clients.identity
    offered = identity.look_at_procuration(token)
    form = NouveauMotDePasseForm()
    if form.validate_on_submit():
        try:
            effective = identity.accept_procuration(
                token, form.password.data or "", form.password_again.data or ""
            )
        except DomainError as error:
            form.refused(error)
        else:
            flash(
                f"Vous avez accepté la procuration de {offered.prenom} {offered.nom}."
                f" {effect(effective=effective)} Connectez-vous avec {offered.email}.",
                "succes",
            )
            return make_response(redirect(url_for("compte.connexion", compte=PROCURATION)))
    page = render_template("compte/accepter_procuration.html", form=form, offered=offered)
    return make_response(page, UNPROCESSABLE if form.is_submitted() else 200)


def _back() -> Response:
    """To the page that the form named, else to the procuration's own."""
    wanted = own_path(request.form.get("suite", ""))
    return make_response(redirect(wanted or url_for("compte.procuration")))
