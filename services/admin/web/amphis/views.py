"""Amphis: build from a published call list, set, cut into sessions, validate, open (ADM-7)."""

from uuid import UUID

from flask import (
    Blueprint,
    Response,
    abort,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)

from chassis.errors import DomainError
from chassis.web.formats import regimes
from chassis.web.record_file import record_file
from dci.ranking.v1.ranking_pb2 import PUBLICATION_STATE_DEFINITIVE, Version
from dci.session.v1 import session_pb2 as pb
from services.admin.context import clients
from services.admin.web.access import acting_as
from services.admin.web.amphis.forms import (
    AmphiForm,
    SettingsForm,
    StepForm,
    TimetableForm,
    cut_already,
    typed,
)
from services.admin.web.amphis.steps import STEPS
from services.admin.web.choices import NONE_YET, choices
from services.admin.web.lookups import AMPHI_STATES, RUNNING, SLICE_STATES, asked_semestre, semestres
from services.admin.web.typed import text_of

amphis = Blueprint("amphis", __name__, url_prefix="/amphis")


@amphis.get("/")
def liste() -> str:
    """List the amphis of a semester, brouillons included."""
    known = semestres()
    semestre = asked_semestre(known)
    found = clients().session.amphis(semestre) if semestre else []
    return render_template(
        "amphis/liste.html",
        amphis=sorted(found, key=lambda each: (each.starts_at.seconds or float("inf"), each.code)),
        semestre=semestre,
        semestres=known,
        states=AMPHI_STATES,
        running=RUNNING,
    )


@amphis.route("/nouveau", methods=["GET", "POST"])
@acting_as("gestionnaire")
def nouveau() -> Response:
    """Build an amphi from a published définitive call list."""
    semestre = asked_semestre(semestres())
    versions = _definitive(semestre)
    form = AmphiForm()
    form.call_list_version_id.choices = choices(
        [NONE_YET, *((each.version_id, _named(each)) for each in versions)]
    )
    if form.validate_on_submit():
        try:
            made = _create(form)
        except DomainError as error:
            form.refused(error)
        else:
            flash(f"L’amphi {made.code} est créé, en brouillon. Découpez-le en sessions.", "succes")
            return make_response(redirect(url_for("amphis.decoupage", amphi_id=made.amphi_id)))
    page = render_template("amphis/nouveau.html", form=form, versions=versions, semestre=semestre)
    return make_response(page, 422 if form.is_submitted() else 200)


@amphis.get("/<uuid:amphi_id>")
def fiche(amphi_id: UUID) -> str:
    """Show an amphi: what comes next, settings, sessions."""
    found = clients().session.amphi(str(amphi_id))
    return render_template(
        "amphis/fiche.html",
        amphi=found.amphi,
        slices=found.slices,
        steps=[step for step in STEPS.values() if step.offered(found.amphi)],
        brouillon=found.amphi.state == pb.AMPHI_STATE_BROUILLON,
        states=AMPHI_STATES,
        slice_states=SLICE_STATES,
        pause_after_stop=pb.STOP_POLICY_PAUSE,
    )


@amphis.get("/<uuid:amphi_id>/proces-verbal.jsonl")
def record(amphi_id: UUID) -> Response:
    """Download every decision so far, as anybody may (IFC-13)."""
    session = clients().session
    return record_file(session.amphi(str(amphi_id)).amphi, session.record(str(amphi_id)))


@amphis.get("/<uuid:amphi_id>/proces-verbal.pdf")
def proces_verbal(amphi_id: UUID) -> Response:
    """Download the procès-verbal with names (ENG-7)."""
    found = clients().notifications.proces_verbal(str(amphi_id))
    response = make_response(found.pdf)
    response.mimetype = "application/pdf"
    response.headers.set("Content-Disposition", "attachment", filename=found.filename)
    response.headers["Cache-Control"] = "no-store"
    return response


@amphis.route("/<uuid:amphi_id>/reglages", methods=["GET", "POST"])
@acting_as("gestionnaire")
def reglages(amphi_id: UUID) -> Response:
    """Change a brouillon's settings and the opening of its favourites."""
    amphi = clients().session.amphi(str(amphi_id)).amphi
    form = SettingsForm(data=typed(amphi))
    if form.validate_on_submit():
        try:
            clients().session.conduct.ChangeSettings(
                pb.ChangeSettingsRequest(
                    amphi_id=str(amphi_id), settings=form.settings(), favoris_at=form.favourites_open()
                )
            )
        except DomainError as error:
            form.refused(error)
        else:
            flash("Les réglages sont enregistrés.", "succes")
            return make_response(redirect(url_for("amphis.fiche", amphi_id=amphi_id)))
    page = render_template("amphis/reglages.html", form=form, amphi=amphi)
    return make_response(page, 422 if form.is_submitted() else 200)


@amphis.route("/<uuid:amphi_id>/decoupage", methods=["GET", "POST"])
@acting_as("gestionnaire")
def decoupage(amphi_id: UUID) -> Response:
    """Cut the call list into sessions; the timetable is shown before anything is stored."""
    found = clients().session.amphi(str(amphi_id))
    form = TimetableForm(data=cut_already(found.amphi, list(found.slices)))
    slices: list[pb.Slice] = []
    if form.validate_on_submit():
        try:
            if request.form.get("faire") == "decouper":
                return _cut(str(amphi_id), form)
            slices = clients().session.preview(str(amphi_id), form.timetable())
        except DomainError as error:
            form.refused(error)
    page = render_template("amphis/decoupage.html", form=form, amphi=found.amphi, slices=slices)
    return make_response(page, 422 if form.is_submitted() and not slices else 200)


@amphis.route("/<uuid:amphi_id>/<code>", methods=["GET", "POST"])
@acting_as("gestionnaire")
def etape(amphi_id: UUID, code: str) -> Response:
    """Say what a step will do, then do it."""
    step = STEPS.get(code) or abort(404)
    form = StepForm()
    amphi = clients().session.amphi(str(amphi_id)).amphi
    if form.validate_on_submit():
        try:
            step.send(clients().session.conduct, str(amphi_id))
        except DomainError as error:
            form.refused(error)
        else:
            flash(step.done, "succes")
            return make_response(redirect(url_for("amphis.fiche", amphi_id=amphi_id)))
    page = render_template("amphis/etape.html", form=form, amphi=amphi, step=step)
    return make_response(page, 422 if form.is_submitted() else 200)


def _create(form: AmphiForm) -> pb.Amphi:
    request_ = pb.CreateAmphiRequest(
        code=text_of(form.code),
        libelle=text_of(form.libelle),
        call_list_version_id=text_of(form.call_list_version_id),
        formation=text_of(form.formation),
        settings=form.settings(),
        favoris_at=form.favourites_open(),
    )
    return clients().session.conduct.CreateAmphi(request_).amphi


def _cut(amphi_id: str, form: TimetableForm) -> Response:
    request_ = pb.CutIntoSessionsRequest(amphi_id=amphi_id, timetable=form.timetable())
    clients().session.conduct.CutIntoSessions(request_)
    flash("Les sessions sont enregistrées.", "succes")
    return make_response(redirect(url_for("amphis.fiche", amphi_id=amphi_id)))


def _definitive(semestre: str) -> list[Version]:
    found = clients().ranking.versions(semestre) if semestre else []
    public = [each for each in found if each.current and each.publication == PUBLICATION_STATE_DEFINITIVE]
    return sorted(public, key=lambda each: (each.groupe_label, list(each.scope.regimes)))


def _named(version: Version) -> str:
    scope = regimes(list(version.scope.regimes))
    return f"{version.groupe_label} · {scope} · version {version.number} ({version.internes} internes)"
