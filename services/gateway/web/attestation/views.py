"""An intern's affectations and attestations; the public check of a code, a receipt, a record."""

from typing import Final

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for

from dci.postes.v1 import postes_pb2
from services.gateway.context import gateway
from services.gateway.web.attestation import verification
from services.gateway.web.attestation.forms import FichierForm, TexteForm
from services.gateway.web.attestation.receipts import my_receipt
from services.gateway.web.attestation.verification import Result
from services.gateway.web.own_account import own_account

attestation = Blueprint("attestation", __name__)

CODE_LENGTH: Final = 40
LARGEST_RECORD: Final = 16 * 1024 * 1024
"""Bytes of a request that brings one; a record of 1,400 interns has about 4 MiB."""


@attestation.url_value_preprocessor
def _take_records(endpoint: str | None, _values: dict[str, object] | None) -> None:
    """Records are larger than any form: this runs before the form is read."""
    if endpoint == "attestation.proces_verbal":
        request.max_content_length = LARGEST_RECORD


@attestation.get("/mes-affectations")
@own_account
def mes_affectations() -> str:
    """List the intern's own, each with its attestation (PRO-5) and the receipt of its choice (TRN-5)."""
    mine = gateway().clients.postes.my_affectations()
    return render_template(
        "attestation/mes_affectations.html",
        affectations=[(each, my_receipt(each.amphi_id)) for each in mine],
    )


@attestation.get("/mes-affectations/<semestre>/attestation.pdf")
@own_account
def telecharger(semestre: str) -> Response:
    """Download the attestation of a semester."""
    if len(semestre) != len("MMYYYY") or not semestre.isdigit():
        abort(404)
    found = gateway().clients.notifications.my_attestation(semestre)
    response = make_response(found.pdf)
    response.mimetype = "application/pdf"
    response.headers.set("Content-Disposition", "attachment", filename=found.filename)
    response.headers["Cache-Control"] = "no-store"
    return response


@attestation.route("/verifier", methods=["GET", "POST"])
def verifier() -> Response:
    """Ask for a code or a receipt, and say what it is worth; `?code=` and `?recu=` are for links."""
    form = TexteForm()
    text = request.args.get("recu", "") or request.args.get("code", "")
    if form.is_submitted():
        if not form.validate():
            return _page(form, status=422)
        text = form.texte.data or ""
    if verification.is_receipt(text):
        return _page(form, result=verification.of_receipt(text))
    if code := text.strip()[:CODE_LENGTH]:
        return make_response(redirect(url_for("attestation.verification", code=code), 303))
    return _page(form)


@attestation.post("/verifier/proces-verbal")
def proces_verbal() -> Response:
    """Say whether a record that somebody has is whole."""
    form = FichierForm()
    if not form.validate_on_submit():
        return _page(TexteForm(formdata=None), file_form=form, status=422)
    return _page(TexteForm(formdata=None), result=verification.of_record(form.fichier.data.stream))


@attestation.get("/verifier/<code>", endpoint="verification")
def verification_code(code: str) -> Response:
    """Say whether an attestation is genuine, without an account."""
    code = code[:CODE_LENGTH]
    found = gateway().clients.postes.verify_code(code)
    known = found.valid or found.replaced
    return _page(TexteForm(formdata=None), code=code, found=found, status=200 if known else 404)


def _page(
    form: TexteForm,
    *,
    file_form: FichierForm | None = None,
    result: Result | None = None,
    code: str = "",
    found: postes_pb2.VerifyCodeResponse | None = None,
    status: int = 200,
) -> Response:
    page = render_template(
        "attestation/verifier.html",
        form=form,
        file_form=file_form or FichierForm(formdata=None),
        result=result,
        code=code,
        found=found,
    )
    return make_response(page, status)
