"""JSON that nobody can use is refused at the door, whatever reads it afterwards (SEC-6)."""

import pytest
from flask import Flask, request
from flask.testing import FlaskClient

from chassis.web.json_bodies import refuse_unreadable
from chassis.web.tests.conftest import make_app

HOSTILE = {
    "too deep for the parser": b"[" * 60_000,
    "deeper than anything we take": b"[" * 25 + b"]" * 25,
    "objects too deep": b'{"a":' * 25 + b"1" + b"}" * 25,
    "half a character": b'{"email": "\\ud800"}',
    "half a character as a name": b'{"\\udfff": 1}',
    "a number of thousands of digits": b'{"numero": ' + b"9" * 6000 + b"}",
    "cut off": b'{"numero": ',
    "another encoding": '{"numero": "é"}'.encode("latin-1"),
}


@pytest.fixture
def api() -> FlaskClient:
    """An address that reads JSON."""
    app: Flask = make_app()
    app.config["WTF_CSRF_ENABLED"] = False
    app.before_request(refuse_unreadable)
    app.add_url_rule(
        "/api/v1/echo", methods=["POST"], view_func=lambda: {"read": request.json}, endpoint="echo"
    )
    return app.test_client()


@pytest.mark.rule("SEC-6")
@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
def test_json_that_nobody_can_use_is_refused(api: FlaskClient, body: bytes) -> None:
    found = api.post("/api/v1/echo", data=body, content_type="application/json")

    assert found.status_code == 422
    assert found.get_json()["code"] == "json_illisible"
    assert "JSON" in found.get_json()["message"]


def test_ordinary_json_passes(api: FlaskClient) -> None:
    found = api.post("/api/v1/echo", json={"nom": "Léa 😀", "liste": [1, [2]], "rien": None})

    assert found.get_json() == {"read": {"nom": "Léa 😀", "liste": [1, [2]], "rien": None}}
