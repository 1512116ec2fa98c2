"""Errors as pages and as JSON (SEC-6)."""

import pytest
from flask.testing import FlaskClient


@pytest.mark.rule("SEC-6")
def test_a_refusal_is_a_page_with_its_words_escaped(client: FlaskClient) -> None:
    found = client.get("/refus")

    assert found.status_code == 409
    assert "C’est &lt;b&gt;trop&lt;/b&gt; tard." in found.text


@pytest.mark.rule("SEC-6")
def test_the_api_says_the_same_as_json(client: FlaskClient) -> None:
    found = client.get("/api/v1/refus")

    assert found.status_code == 409
    body = found.get_json()
    assert body["code"] == "refuse"
    assert body["message"] == "C’est <b>trop</b> tard."
    assert body["request_id"] == found.headers["X-Request-Id"]


@pytest.mark.rule("SEC-6")
def test_what_breaks_in_us_shows_a_reference_and_nothing_else(client: FlaskClient) -> None:
    found = client.get("/panne")

    assert found.status_code == 500
    assert found.headers["X-Request-Id"] in found.text
    assert "secret" not in found.text
    assert "Traceback" not in found.text


def test_an_unknown_page_says_so(client: FlaskClient) -> None:
    found = client.get("/rien")

    assert found.status_code == 404
    assert "Page introuvable" in found.text


@pytest.mark.rule("SEC-6")
def test_too_much_is_refused(client: FlaskClient) -> None:
    assert client.post("/", data={"nom": "a" * 100_000}).status_code == 413
