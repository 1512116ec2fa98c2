"""Log-in and log-out of staff: e-mail, password and code in one form (ADM-1)."""

import re
from typing import Final

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from wtforms import StringField
from wtforms.validators import InputRequired, Regexp

from chassis.errors import DomainError, Kind
from chassis.web import forms
from services.admin.context import admin, clients
from services.admin.web.typed import text_of

connexion = Blueprint("connexion", __name__)

OUR_PATH: Final = re.compile(r"/(?![/\\])[!-\[\]-~]*")


class LogInForm(forms.Form):
    """All three at once: which of them was wrong is not told."""

    email = forms.email("Adresse e-mail")
    password = forms.password("Mot de passe", required="Indiquez votre mot de passe.")
    totp = StringField(
        "Code à six chiffres",
        [
            InputRequired("Indiquez le code de votre application d’authentification."),
            Regexp(r"^\s*\d{3}\s?\d{3}\s*$", message="Six chiffres, comme 123 456."),
        ],
        description="Celui que montre en ce moment votre application d’authentification.",
    )


@connexion.route("/connexion", methods=["GET", "POST"], endpoint="connexion")
def log_in() -> Response:
    """Show the form; open the session."""
    form = LogInForm()
    if form.validate_on_submit():
        try:
            session = clients().identity.log_in(
                text_of(form.email),
                text_of(form.password),
                "".join(text_of(form.totp).split()),
                request.remote_addr or "",
                request.user_agent.string[:200],
            )
        except DomainError as error:
            if error.kind is Kind.UNAVAILABLE:
                raise
            form.refused(error)
        else:
            response = make_response(redirect(_back()))
            admin().log_in.open(response, session)
            return response
    return make_response(render_template("connexion.html", form=form), 422 if form.is_submitted() else 200)


@connexion.post("/deconnexion", endpoint="deconnexion")
def log_out() -> Response:
    """End the session everywhere."""
    response = make_response(redirect(url_for("connexion.connexion")))
    admin().log_in.close(response)
    flash("Vous êtes déconnecté.", "info")
    return response


def _back() -> str:
    """Where the person wanted to go: a path of ours, never what a browser may take for another site."""
    wanted = request.args.get("suite", "")
    return wanted if OUR_PATH.fullmatch(wanted) else url_for("accueil.index")
