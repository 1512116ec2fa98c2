"""Semesters: create one, make it the one being chosen, close it (ADM-3)."""

from flask import Blueprint, Response, flash, make_response, redirect, render_template, url_for
from wtforms import StringField
from wtforms.validators import Regexp

from chassis.errors import DomainError
from chassis.web import forms
from chassis.web.formats import semestre as named
from services.admin.context import clients
from services.admin.web.access import acting_as
from services.admin.web.effects import effect
from services.admin.web.lookups import semestres as known_semestres
from services.admin.web.numbers import whole
from services.admin.web.typed import number_of, text_of

semestres = Blueprint("semestres", __name__, url_prefix="/semestres")


class SemestreForm(forms.Form):
    """A new semester."""

    code = forms.text(
        "Code du semestre",
        required="Indiquez le code.",
        longest=6,
        description="Mois et année de son début : 052027 pour mai 2027, 112026 pour novembre 2026.",
    )
    newest_promotion = whole(
        "Promotion la plus récente qui choisit",
        2000,
        2100,
        description="L’année de concours des internes les plus récents qui choisissent ce semestre.",
    )

    def validate_code(self, field: StringField) -> None:
        """May and November only."""
        Regexp(r"^(05|11)20\d\d$", message="Un semestre commence en mai (05) ou en novembre (11).")(
            self, field
        )


@semestres.route("/", methods=["GET", "POST"])
def liste() -> Response:
    """Show the semesters, and the form for a new one."""
    form = SemestreForm()
    if form.validate_on_submit():
        return _create(form)
    return _page(form)


@semestres.post("/<code>/courant")
@acting_as("gestionnaire")
def courant(code: str) -> Response:
    """Make it the semester whose posts are being chosen."""
    clients().identity.make_current(code)
    flash(f"On choisit maintenant les postes de {named(code)}.", "succes")
    return make_response(redirect(url_for("semestres.liste")))


@semestres.post("/<code>/clore")
@acting_as("gestionnaire")
def clore(code: str) -> Response:
    """Say that its choices are over: types de choix and procurations are reset, accounts kept (ADM-3)."""
    effective = clients().identity.close_semestre(code)
    flash(
        f"Les choix du semestre de {named(code)} sont clos : tout le monde est de nouveau classique, les"
        f" procurations ont expiré. {effect(effective=effective)}",
        "succes",
    )
    return make_response(redirect(url_for("semestres.liste")))


@acting_as("gestionnaire")
def _create(form: SemestreForm) -> Response:
    try:
        clients().identity.create_semestre(text_of(form.code), number_of(form.newest_promotion))
    except DomainError as error:
        form.refused(error)
        return _page(form)
    flash(f"Le semestre de {named(text_of(form.code))} est créé.", "succes")
    return make_response(redirect(url_for("semestres.liste")))


def _page(form: SemestreForm) -> Response:
    page = render_template("semestres.html", form=form, semestres=known_semestres())
    return make_response(page, 422 if form.is_submitted() else 200)
