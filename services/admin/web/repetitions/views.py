"""Amphis blancs (SIM-1): copy an amphi, let simulated interns in, forget it all."""

import json
from pathlib import Path
from uuid import UUID

from flask import Blueprint, Response, flash, make_response, redirect, render_template, url_for

from chassis.errors import DomainError
from dci.identity.v1 import rehearsals_pb2 as identity_pb
from dci.session.v1 import rehearsals_pb2 as pb
from dci.session.v1.session_pb2 import Amphi
from services.admin.context import admin, clients
from services.admin.web.access import acting_as
from services.admin.web.amphis.forms import StepForm
from services.admin.web.lookups import AMPHI_STATES
from services.admin.web.repetitions.forms import HABITS, PlayersForm, RehearsalForm
from services.admin.web.repetitions.players import drop, plan, players
from services.admin.web.typed import number_of

repetitions = Blueprint("repetitions", __name__, url_prefix="/amphis-blancs")


@repetitions.get("/")
def liste() -> str:
    """List the amphis blancs: no other list has them."""
    found = clients().session.rehearsals.ListRehearsals(pb.ListRehearsalsRequest()).amphis
    return render_template("repetitions/liste.html", amphis=found, states=AMPHI_STATES)


@repetitions.route("/copier/<uuid:amphi_id>", methods=["GET", "POST"])
@acting_as("gestionnaire")
def copier(amphi_id: UUID) -> Response:
    """Copy an amphi, as fast as one likes."""
    amphi = clients().session.amphi(str(amphi_id)).amphi
    form = RehearsalForm()
    if form.validate_on_submit():
        try:
            made = _copied(amphi_id, form)
        except DomainError as error:
            form.refused(error)
        else:
            flash("L’amphi blanc est prêt. Faites-y entrer des internes simulés, puis démarrez-le.", "succes")
            return make_response(redirect(url_for("repetitions.entrer", amphi_id=made.amphi_id)))
    page = render_template("repetitions/copier.html", form=form, original=amphi, rehearsal=amphi.rehearsal)
    return make_response(page, 422 if form.is_submitted() else 200)


@repetitions.route("/<uuid:amphi_id>/internes", methods=["GET", "POST"])
@acting_as("gestionnaire")
def entrer(amphi_id: UUID) -> Response:
    """Open the participants' sessions, and hand them to the simulation (or to who asks, as a file)."""
    amphi = clients().session.amphi(str(amphi_id)).amphi
    form = PlayersForm()
    folder = admin().settings.simulation_folder
    if form.validate_on_submit():
        try:
            return _handed_over(amphi, form, folder)
        except DomainError as error:
            form.refused(error)
    page = render_template("repetitions/entrer.html", form=form, amphi=amphi, habits=HABITS, folder=folder)
    return make_response(page, 422 if form.is_submitted() else 200)


@repetitions.route("/<uuid:amphi_id>/oublier", methods=["GET", "POST"])
@acting_as("gestionnaire")
def oublier(amphi_id: UUID) -> Response:
    """Forget it: sessions first, so that nobody comes in any more, then all that it left."""
    amphi = clients().session.amphi(str(amphi_id)).amphi
    form = StepForm()
    if form.validate_on_submit():
        try:
            clients().identity.rehearsals.ForgetSessions(
                identity_pb.ForgetSessionsRequest(semestre=amphi.semestre)
            )
            clients().session.rehearsals.ForgetRehearsal(pb.ForgetRehearsalRequest(semestre=amphi.semestre))
        except DomainError as error:
            form.refused(error)
        else:
            flash("L’amphi blanc est supprimé : il n’en reste rien.", "succes")
            return make_response(redirect(url_for("repetitions.liste")))
    page = render_template("repetitions/oublier.html", form=form, amphi=amphi)
    return make_response(page, 422 if form.is_submitted() else 200)


def _copied(amphi_id: UUID, form: RehearsalForm) -> Amphi:
    request = pb.CreateRehearsalRequest(
        amphi_id=str(amphi_id),
        speed=form.how_fast(),
        procurations=number_of(form.procurations),
        surnombres=number_of(form.surnombres),
    )
    return clients().session.rehearsals.CreateRehearsal(request).amphi


def _handed_over(amphi: Amphi, form: PlayersForm, folder: str) -> Response:
    found = clients().session.rehearsals.ListParticipants(pb.ListParticipantsRequest(amphi_id=amphi.amphi_id))
    wanted = players(found.participants)
    opened = clients().identity.rehearsals.OpenSessions(
        identity_pb.OpenSessionsRequest(semestre=amphi.semestre, players=wanted)
    )
    secrets = {one.user_id: secret for one, secret in zip(wanted, opened.secrets, strict=True)}
    told = plan(admin().settings.gateway_url, amphi, found.participants, secrets, form.habits())
    if not folder:
        return _file(amphi, json.dumps(told, ensure_ascii=False))
    drop(Path(folder), amphi.semestre, told)
    flash(f"{len(found.participants)} internes simulés entrent dans l’amphi blanc.", "succes")
    return make_response(redirect(url_for("regie.salle", amphi_id=amphi.amphi_id)))


def _file(amphi: Amphi, content: str) -> Response:
    response = make_response(content)
    response.mimetype = "application/json"
    response.headers["Content-Disposition"] = f"attachment; filename={amphi.semestre}.json"
    response.headers["Cache-Control"] = "no-store"
    return response
