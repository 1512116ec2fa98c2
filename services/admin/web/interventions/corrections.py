"""Corrections by two persons: one proposes, another approves, then all of it happens at once (CHX-6)."""

from uuid import UUID

from flask import Response, abort, request, url_for

from dci.session.v1 import session_pb2 as pb
from services.admin.context import clients
from services.admin.web.access import acting_as
from services.admin.web.choices import choices
from services.admin.web.interventions.forms import MOST_LINES, CorrectForm, StepForm
from services.admin.web.interventions.shown import corrections_of
from services.admin.web.interventions.stock import amphis_of, people, postes_of
from services.admin.web.interventions.telling import tell_stock
from services.admin.web.interventions.wanted import Wanted, wanted_of
from services.admin.web.regie.asking import asked, said, tried
from services.admin.web.typed import text_of

STEPS = {
    "approuver": (
        "Approuver cette correction",
        "Approuver",
        "Tout se fait d’un coup : chaque interne a aussitôt son nouveau poste, est prévenu par e-mail, et les"
        " attestations déjà remises se vérifient comme « remplacée ». Rien n’est effacé du procès-verbal.",
        "La correction est faite.",
    ),
    "retirer": (
        "Retirer cette correction",
        "Retirer",
        "La proposition est retirée ; rien ne change.",
        "La proposition est retirée.",
    ),
}


@acting_as("administrateur")
def corriger(amphi_id: UUID) -> Response:
    """Ask for the lines and the reason; read them back; propose them."""
    amphi = clients().session.amphi(str(amphi_id)).amphi
    amphis = [amphi, *_others(amphi)]
    form = CorrectForm()
    if not form.is_submitted():
        form.new_key()
        form.lines[0].form.interne.data = request.args.get("rang", "")[:6]
    if "ajouter" in request.form and len(form.lines) < MOST_LINES:
        form.lines.append_entry()
    _offer(form, amphis)
    if not form.is_submitted() or "ajouter" in request.form:
        return _asking(amphi, amphis, form, [], 200)
    wanted = _understood(amphi, amphis, form) if form.validate() else []
    if not wanted or form.changes():
        return _asking(amphi, amphis, form, [], 200 if wanted else 422)
    if not form.was_read_back(" ".join(each.token for each in wanted)):
        return _asking(amphi, amphis, form, wanted, 200)
    status = tried(form, lambda: _propose(amphi.amphi_id, form, wanted))
    if status:
        return _asking(amphi, amphis, form, wanted, status)
    tell_stock(amphi)
    return said("La correction est proposée : une autre personne doit l’approuver.", _back(amphi))


@acting_as("administrateur")
def etape_correction(amphi_id: UUID, correction_id: UUID, step: str) -> Response:
    """Approve as the second person, or take back what waits."""
    title, verb, what, done = STEPS.get(step) or abort(404)
    amphi = clients().session.amphi(str(amphi_id)).amphi
    shown = next((each for each in corrections_of(amphi) if each.id == str(correction_id)), None) or abort(
        404
    )
    form = StepForm()
    status = 200
    if form.validate_on_submit():
        status = tried(form, lambda: _step(step, str(amphi_id), str(correction_id), form))
        if not status:
            tell_stock(amphi)
            return said(done, _back(amphi))
    else:
        form.new_key()
    return asked(
        "interventions/_etape.html", "interventions/etape.html", status,
        amphi=amphi, form=form, title=title, verb=verb, what=what, correction=shown,
        dangerous=step == "approuver",
    )  # fmt: skip


def _others(amphi: pb.Amphi) -> list[pb.Amphi]:
    """The other amphis of the stock that have choices."""
    found = amphis_of(amphi.offer_id, amphi.semestre)
    own = amphi.amphi_id
    return [each for each in found if each.amphi_id != own and each.state != pb.AMPHI_STATE_BROUILLON]


def _understood(amphi: pb.Amphi, amphis: list[pb.Amphi], form: CorrectForm) -> list[Wanted]:
    everybody = {each.amphi_id: people(each) for each in amphis}
    return wanted_of(form, amphis, everybody, postes_of(amphi.offer_id))


def _offer(form: CorrectForm, amphis: list[pb.Amphi]) -> None:
    for line in form.lines:
        line.form.amphi_id.choices = choices((each.amphi_id, each.code) for each in amphis)


def _propose(amphi_id: str, form: CorrectForm, wanted: list[Wanted]) -> None:
    clients().session.conduct.ProposeCorrection(
        pb.ProposeCorrectionRequest(
            amphi_id=amphi_id, key=text_of(form.key), reason=text_of(form.reason),
            lines=[each.message() for each in wanted],
        )
    )  # fmt: skip


def _step(step: str, amphi_id: str, correction_id: str, form: StepForm) -> None:
    conduct = clients().session.conduct
    if step == "approuver":
        conduct.ApproveCorrection(
            pb.ApproveCorrectionRequest(amphi_id=amphi_id, key=text_of(form.key), correction_id=correction_id)
        )
    else:
        conduct.WithdrawCorrection(
            pb.WithdrawCorrectionRequest(amphi_id=amphi_id, correction_id=correction_id)
        )


def _asking(
    amphi: pb.Amphi, everywhere: list[pb.Amphi], form: CorrectForm, wanted: list[Wanted], status: int
) -> Response:
    return asked(
        "interventions/_corriger.html", "interventions/corriger.html", status,
        amphi=amphi, form=form, wanted=wanted, several=len(everywhere) > 1,
        full=len(form.lines) >= MOST_LINES,
    )  # fmt: skip


def _back(amphi: pb.Amphi) -> str:
    return url_for("interventions.liste", amphi_id=amphi.amphi_id)
