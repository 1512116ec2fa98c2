"""An intern's affectations and attestations; the public check of a code."""

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for

from services.gateway.context import gateway
from services.gateway.web.own_account import own_account

attestation = Blueprint("attestation", __name__)

CODE_LENGTH = 40


@attestation.get("/mes-affectations")
@own_account
def mes_affectations() -> str:
    """List the intern's own, each with its attestation (PRO-5)."""
    return render_template(
        "attestation/mes_affectations.html", affectations=gateway().clients.postes.my_affectations()
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


@attestation.get("/verifier")
def verifier() -> Response:
    """Ask for a code, or go to the page of the one that was typed."""
    code = request.args.get("code", "").strip()[:CODE_LENGTH]
    if code:
        return make_response(redirect(url_for("attestation.verification", code=code)))
    return make_response(render_template("attestation/verifier.html", code="", found=None))


@attestation.get("/verifier/<code>")
def verification(code: str) -> Response:
    """Say whether an attestation is genuine, or was replaced by another (CHX-6), without an account."""
    found = gateway().clients.postes.verify_code(code[:CODE_LENGTH])
    page = render_template("attestation/verifier.html", code=code[:CODE_LENGTH], found=found)
    return make_response(page, 200 if found.valid or found.replaced else 404)
