"""The public page that verifies attestations, receipts and records; records and keys as files (IFC-13)."""

import io
import json
import re
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from chassis.record import chain, keys
from chassis.tests.record import made
from dci.postes.v1 import postes_pb2
from services.gateway.tests.dev import records
from services.gateway.tests.dev.application import World, make_application
from services.gateway.tests.dev.campaign import AMPHI, OTHER_AMPHI
from services.gateway.tests.pages import words

pytestmark = [pytest.mark.rule("IFC-13"), pytest.mark.rule("ENG-8")]


def token(client: FlaskClient) -> str:
    found = re.search(r'name="csrf_token" type="hidden" value="([^"]+)"', client.get("/verifier").text)
    assert found
    return found[1]


def pasted(client: FlaskClient, text: str) -> TestResponse:
    return client.post("/verifier", data={"csrf_token": token(client), "texte": text})


def sent(client: FlaskClient, content: bytes) -> TestResponse:
    data = {"csrf_token": token(client), "fichier": (io.BytesIO(content), "record.jsonl")}
    return client.post("/verifier/proces-verbal", data=data, content_type="multipart/form-data")


def test_a_record_is_downloaded_as_json_lines_that_verify(client: FlaskClient) -> None:
    found = client.get(f"/amphis/{AMPHI}/proces-verbal.jsonl")
    assert found.mimetype == "application/jsonl"
    assert "edition-1.jsonl" in found.headers["Content-Disposition"]
    verified = chain.verify(found.data.splitlines())
    assert (verified.problem, verified.seq, verified.edition) == (None, 4, 1)
    assert json.loads(found.data.splitlines()[2]) == records.decisions()[2]
    assert f"/amphis/{AMPHI}/proces-verbal.jsonl" in client.get(f"/amphis/{AMPHI}").text
    assert client.get(f"/amphis/{OTHER_AMPHI}/proces-verbal.jsonl").status_code == 404


def test_keys_are_published_where_anybody_looks_for_them(client: FlaskClient) -> None:
    found = client.get("/.well-known/dci-receipt-keys.json")
    assert found.mimetype == "application/json"
    assert list(keys.read(found.data)) == [made.KEY_ID]


@pytest.mark.parametrize("wrapped", [False, True])
def test_a_receipt_that_was_pasted_is_valid(client: FlaskClient, *, wrapped: bool) -> None:
    word = records.my_word()
    if wrapped:
        word = "\r\n".join(word[at : at + 60] for at in range(0, len(word), 60))
    text = words(pasted(client, word))
    assert "Ce reçu est valable" in text
    assert f"Poste n° {records.NUMERO}" in text.replace("\u00a0", " ")


def test_the_address_in_a_qr_code_verifies_by_itself(client: FlaskClient) -> None:
    assert "Ce reçu est valable" in words(client.get(f"/verifier?recu={quote(records.my_word())}"))


@pytest.mark.rule("ENG-3")
def test_a_receipt_says_when_the_choice_was_received_apart_from_its_decision(client: FlaskClient) -> None:
    text = words(pasted(client, records.my_word())).replace("\u00a0", " ")
    assert "Décision n° 3 Date et heure lundi 23 novembre 2026 à 8 h 58" in text
    assert "9 h 00" not in text


@pytest.mark.rule("CHX-6")
def test_a_receipt_of_a_corrected_choice_is_replaced(client: FlaskClient, world: World) -> None:
    world.session.published = records.corrected()
    text = words(pasted(client, records.my_word()))
    assert "Ce reçu est remplacé" in text
    assert f"la décision 5, qui donne le poste n° {records.NUMERO + 2}" in text.replace("\u00a0", " ")


def test_a_receipt_that_nobody_signed_reads_no_record(client: FlaskClient, world: World) -> None:
    def never(_amphi_id: str) -> None:
        raise AssertionError

    world.session.record = never  # type: ignore[method-assign, assignment]
    word = records.my_word()
    text = words(pasted(client, word[:-20] + "A" * 20))
    assert "Ce reçu n’est pas valable" in text
    assert "sa signature ne correspond pas" in text


def test_a_receipt_whose_amphi_is_gone_is_not_valid(client: FlaskClient, world: World) -> None:
    world.session.published = world.session.published[:2]
    text = words(pasted(client, records.my_word()))
    assert "la décision 3 manque au procès-verbal" in text


@pytest.mark.parametrize("text", ["DCI1.x.y", "DCI1", "dci1.", "DCI1." + "A" * 3900])
def test_a_damaged_receipt_is_said(client: FlaskClient, text: str) -> None:
    found = pasted(client, text)
    assert found.status_code == 200
    assert "Ce reçu n’est pas valable" in words(found)


@pytest.mark.parametrize("text", ["", "   ", "x" * 5000])
def test_what_cannot_be_verified_is_a_form_error(client: FlaskClient, text: str) -> None:
    found = pasted(client, text)
    assert found.status_code == 422
    assert "Un point est à revoir" in words(found)


def test_a_code_that_was_pasted_leads_to_its_page(client: FlaskClient) -> None:
    found = pasted(client, " ABCD-1234 ")
    assert (found.status_code, found.location) == (303, "/verifier/ABCD-1234")
    assert "Cette attestation est valable" in words(client.get(found.location))
    assert client.get("/verifier?code=ABCD-1234").location == "/verifier/ABCD-1234"


@pytest.mark.rule("CHX-6")
def test_an_attestation_from_before_a_correction_is_replaced(
    client: FlaskClient, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        world.postes, "verify_code", lambda _code: postes_pb2.VerifyCodeResponse(replaced=True)
    )
    found = client.get("/verifier/ABCD-1234")
    assert found.status_code == 200
    assert "Cette attestation a été remplacée" in words(found)


def test_a_record_that_somebody_has_is_verified(client: FlaskClient) -> None:
    text = words(sent(client, records.file(records.decisions())))
    assert "Ce procès-verbal est intact" in text
    assert records.decisions()[-1]["hash"] in text
    assert "Édition 2" in words(sent(client, records.file(records.corrected())))


def test_a_doctored_record_names_its_line(client: FlaskClient) -> None:
    content = records.file(records.decisions()).replace(b"2901", b"2999")
    text = words(sent(client, content))
    assert "Ce procès-verbal a été abîmé" in text
    assert "La ligne 3 (décision 3) a été changée" in text
    missing = records.file(records.decisions()[:2] + records.decisions()[3:])
    assert "Il manque la décision 3" in words(sent(client, missing))


def test_a_record_without_its_end_is_not_complete(client: FlaskClient) -> None:
    assert "n’est pas complet" in words(sent(client, records.file(records.decisions()[:3])))


@pytest.mark.rule("SEC-6")
@pytest.mark.parametrize(
    "content", [b"", b"\x00" * 1000, b"[" * 300_000, b"x" * 5_000_000, b"<script>\n" * 9]
)
def test_hostile_files_are_said_to_be_no_record(client: FlaskClient, content: bytes) -> None:
    found = sent(client, content)
    assert found.status_code == 200
    assert "Ce procès-verbal a été abîmé" in words(found)
    assert "<script>\n" not in found.text


@pytest.mark.rule("SEC-6")
def test_too_large_a_file_and_no_file_are_refused(client: FlaskClient) -> None:
    assert sent(client, b"x" * (16 * 1024 * 1024)).status_code == 413
    data = {"csrf_token": token(client)}
    assert client.post("/verifier/proces-verbal", data=data).status_code == 422
    assert client.post("/verifier", data={"texte": "x" * 70_000}).status_code == 413


@pytest.mark.rule("SEC-3")
def test_forms_need_their_token(client: FlaskClient) -> None:
    assert client.post("/verifier", data={"texte": "x"}).status_code == 400
    assert client.post("/verifier/proces-verbal").status_code == 400


@pytest.mark.rule("SEC-4")
def test_verifying_is_limited_and_asking_for_the_page_is_not(world: World) -> None:
    client = make_application(world).app.test_client()
    content = records.file(records.decisions())
    answers = [sent(client, content).status_code for _ in range(13)]
    assert answers == [200] * 12 + [429]
    assert {client.get("/verifier").status_code for _ in range(130)} == {200}
    word = quote(records.my_word())
    assert [client.get(f"/verifier?recu={word}").status_code for _ in range(121)][-2:] == [200, 429]


@pytest.mark.rule("TRN-5")
def test_an_intern_has_the_receipt_in_the_answer_in_the_space_and_by_the_api(
    interne: FlaskClient, world: World
) -> None:
    world.session.announce(90)
    world.postes.take(world.postes.free()[0], 90)
    assert records.my_word() in interne.get("/mes-affectations").text
    assert interne.get(f"/api/v1/amphis/{AMPHI}/recu").json == {"recu": records.my_word()}
    numero = world.postes.free()[0]
    chosen = interne.post(
        f"/api/v1/amphis/{AMPHI}/choix", json={"numero": numero}, headers={"Idempotency-Key": "a" * 20}
    )
    assert (chosen.json or {})["recu"] == records.my_word()


def test_nobody_else_has_a_receipt(client: FlaskClient) -> None:
    assert client.get(f"/api/v1/amphis/{AMPHI}/recu").status_code == 401
