"""Security headers and cookies (SEC-3)."""

import re

import pytest
from flask.testing import FlaskClient

from chassis.web.tests.conftest import make_app


@pytest.mark.rule("SEC-3")
@pytest.mark.parametrize("path", ["/", "/refus", "/panne", "/rien", "/api/v1/refus"])
def test_every_answer_forbids_what_is_inline_or_from_elsewhere(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers

    policy = dict(each.strip().split(" ", 1) for each in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert re.fullmatch(r"[0-9a-f]{32}", headers["X-Request-Id"])


@pytest.mark.rule("SEC-3")
def test_pages_hold_nothing_inline(client: FlaskClient) -> None:
    html = client.get("/").text

    assert not re.search(r"<script(?![^>]*\ssrc=)[^>]*>", html)
    assert "<style" not in html
    assert not re.search(r"\s(style|on\w+)=", html)
    assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//""", html)


@pytest.mark.rule("SEC-3")
def test_cookies_are_out_of_scripts_reach_and_pinned_behind_tls() -> None:
    plain = make_app().test_client().get("/").headers["Set-Cookie"]
    behind_tls = (
        make_app("https://choix.example.fr").test_client().get("/", base_url="https://choix.example.fr")
    )

    assert plain.startswith("dci-essai-form=")
    assert "HttpOnly" in plain
    assert "SameSite=Lax" in plain
    secure = behind_tls.headers["Set-Cookie"]
    assert secure.startswith("__Host-dci-essai-form=")
    assert "Secure" in secure
    assert "max-age=31" in behind_tls.headers["Strict-Transport-Security"]


def test_the_id_that_an_ingress_gave_is_kept_if_plain(client: FlaskClient) -> None:
    assert (
        client.get("/", headers={"X-Request-Id": "abcdef-123456"}).headers["X-Request-Id"] == "abcdef-123456"
    )
    forged = client.get("/", headers={"X-Request-Id": "a b\tc<script>"}).headers["X-Request-Id"]
    assert "<" not in forged
