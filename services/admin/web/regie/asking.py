"""Sending what a form asks, once: a refusal draws a new key, an unknown outcome keeps it (G-3)."""

from collections.abc import Callable
from typing import Any

from flask import Response, flash, make_response, redirect, render_template

from chassis.errors import DomainError, Kind
from chassis.web.errors import STATUS
from services.admin.web.access import wants_part
from services.admin.web.regie.forms import ActForm

NOT_RECEIVED = "autre_choix_attendu"
"""What session answers where it has not even received the demand: its words say what to do."""
UNKNOWN_OUTCOME = "On ne sait pas encore si c’est fait. Recommencez : la même demande ne compte qu’une fois."


def tried(form: ActForm, send: Callable[[], object]) -> int:
    """Send; 0 where it is done, else the status with which the form goes back and says what to do."""
    try:
        send()
    except DomainError as error:
        if error.kind is Kind.UNAVAILABLE:
            known = error.code == NOT_RECEIVED
            form.form_errors.append(error.text if known else f"{error.text} {UNKNOWN_OUTCOME}")
        else:
            form.refused(error)
            form.new_key()
        return STATUS[error.kind]
    return 0


def said(text: str, back: str) -> Response:
    """Show the result: in the page that asked, or on the page one goes back to."""
    if wants_part():
        return make_response(render_template("regie/_fait.html", text=text))
    flash(text, "succes")
    return make_response(redirect(back))


def asked(part: str, page: str, status: int, **shown: Any) -> Response:
    """Show the form: alone in a dialog, or as a page of its own."""
    inside = wants_part()
    return make_response(render_template(part if inside else page, part=inside, **shown), status)
