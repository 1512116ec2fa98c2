"""A small application as both services build theirs."""

from collections.abc import Iterator

import pytest
from flask import Flask, render_template_string
from flask.testing import FlaskClient

from chassis.errors import DomainError, Kind
from chassis.web import forms
from chassis.web.app import create_app
from chassis.web.forms import Form
from chassis.web.settings import WebSettings
from chassis.web.site import Page, Site

PAGE = """{% extends "dci/base.html" %}{% from "dci/forms.html" import errors, field %}
{% block main %}<h1>Essai</h1>{{ errors(form) }}
<form method="post">{{ form.csrf_token }}{{ field(form.nom) }}</form>{% endblock %}"""


class NameForm(Form):
    """One field."""

    nom = forms.text("Nom", required="Indiquez votre nom.", longest=20, description="Comme à l’ARS.")


class Refusal(DomainError):
    """A refusal of a service."""

    code = "refuse"
    kind = Kind.CONFLICT
    text = "C’est <b>trop</b> tard."


def make_app(public_url: str = "http://localhost:8000") -> Flask:
    """An application with a form, an error of the users' and one of ours."""
    site = Site("DCI", "Essai", (Page("Accueil", "accueil", ""),), "accueil", "accueil", "accueil")
    app, _csrf = create_app(
        "chassis.essai", WebSettings(cookie_key="k" * 40, public_url=public_url), site, []
    )

    @app.route("/", methods=["GET", "POST"], endpoint="accueil")
    def accueil() -> tuple[str, int]:
        form = NameForm()
        valid = form.validate_on_submit()
        return render_template_string(PAGE, form=form), 422 if form.is_submitted() and not valid else 200

    @app.get("/refus")
    def refus() -> str:
        raise Refusal

    @app.get("/panne")
    def panne() -> str:
        raise RuntimeError("secret: mot de passe de la base")

    app.add_url_rule("/api/v1/refus", view_func=refus, endpoint="api_refus")
    return app


@pytest.fixture
def app() -> Flask:
    """The application."""
    return make_app()


@pytest.fixture
def client(app: Flask) -> Iterator[FlaskClient]:
    """A browser without JavaScript."""
    with app.test_client() as client:
        yield client


def csrf_token(client: FlaskClient, path: str = "/") -> str:
    """The token of a page's form."""
    html = client.get(path).text
    return html.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
