"""Forms: CSRF, limits, errors tied to their field."""

from io import BytesIO

import pytest
from flask.testing import FlaskClient

from chassis.web.tests.conftest import csrf_token


def send(client: FlaskClient, nom: str) -> tuple[int, str]:
    """Fill the form in."""
    found = client.post("/", data={"csrf_token": csrf_token(client), "nom": nom})
    return found.status_code, found.text


@pytest.mark.rule("SEC-3")
def test_a_form_without_its_token_changes_nothing(client: FlaskClient) -> None:
    found = client.post("/", data={"nom": "Martin"})

    assert found.status_code == 400
    assert "rien n’a été envoyé" in found.text
    assert '<a class="btn btn-primary" href="/">Reprendre la page</a>' in found.text


def test_an_error_is_tied_to_its_field_and_summed_up_first(client: FlaskClient) -> None:
    status, html = send(client, "   ")

    assert status == 422
    assert 'href="#nom">Nom\u00a0: Indiquez votre nom.' in html
    assert 'aria-describedby="nom-aide nom-erreur"' in html
    assert 'aria-invalid="true"' in html
    assert 'role="alert" tabindex="-1" data-focus' in html


@pytest.mark.rule("SEC-6")
@pytest.mark.parametrize(
    ("nom", "said"),
    [
        ("a" * 21, "20 caractères au plus."),
        ("Mar\x00tin", "caractères invisibles"),
        ("Mar\u202etin", "caractères invisibles"),
    ],
)
def test_hostile_values_are_refused_at_their_place(client: FlaskClient, nom: str, said: str) -> None:
    status, html = send(client, nom)

    assert status == 422
    assert said in html


@pytest.mark.rule("SEC-6")
def test_what_was_typed_comes_back_as_text(client: FlaskClient) -> None:
    status, html = send(client, '"><script>x</script>abc')

    assert status == 422
    assert "<script>x" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.rule("SEC-6")
def test_a_file_in_the_place_of_a_text_is_a_missing_text(client: FlaskClient) -> None:
    content = {"csrf_token": csrf_token(client), "nom": (BytesIO(b"Martin"), "nom.txt")}
    found = client.post("/", data=content)

    assert found.status_code == 422
    assert "Indiquez votre nom." in found.text


@pytest.mark.rule("SEC-6")
@pytest.mark.parametrize("body", ['{"nom": ["Martin"]}', "[" * 30_000])
def test_json_in_the_place_of_a_form_is_a_form_without_values(client: FlaskClient, body: str) -> None:
    headers = {"X-CSRFToken": csrf_token(client)}
    found = client.post("/", data=body, content_type="application/json", headers=headers)

    assert found.status_code == 422
    assert "Indiquez votre nom." in found.text
