"""Import files: a dry run first, then all or nothing (ADM-4, IFC-6…10)."""

from dataclasses import dataclass
from io import BytesIO
from typing import Final

from flask import Blueprint, Response, abort, make_response, render_template, request, send_file
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField
from wtforms.validators import UUID

from chassis.errors import DomainError
from chassis.imports.limits import FILE_BYTES
from chassis.web import forms
from dci.common.v1.imports_pb2 import ImportReport
from services.admin.context import clients
from services.admin.web.access import acting_as
from services.admin.web.typed import text_of

imports = Blueprint("imports", __name__, url_prefix="/imports")

LARGEST_REQUEST: Final = FILE_BYTES + 2**20


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file, in the words of those who bring it."""

    code: str
    title: str
    text: str
    columns: str


KINDS: Final = {
    kind.code: kind
    for kind in (
        Kind(
            "internes",
            "Internes",
            "Le registre : identité, formation, spécialité, concours.",
            "ine · nom · prenom · date_naissance · formation · regime · groupe · des · concours · promotion"
            " · rang_concours ; facultatives : rpps · email · telephone · rang_local · effectif_promo_local"
            " · ufr · actif",
        ),
        Kind(
            "cursus",
            "Cursus",
            "Les semestres de chacun, validés ou non, d’où vient l’ancienneté.",
            "ine · semestre · nature · valide ; facultatives : motif · imotep · retirer",
        ),
        Kind(
            "postes",
            "Postes",
            "Les postes d’un semestre, leur service et à qui ils sont ouverts.",
            "semestre · numero · imotep · etablissement · departement · service · groupe · des · regimes"
            " · reserve ; facultatives : chef_de_service · type · flechage · publie · retirer",
        ),
        Kind(
            "absences",
            "Absences prévues",
            "Ceux qui ne choisiront pas ce semestre, et pourquoi.",
            "ine · semestre · motif ; facultative : retirer",
        ),
    )
}


class FileForm(forms.Form):
    """The file."""

    file = FileField("Fichier CSV ou XLSX", [FileRequired("Choisissez un fichier.")])


class ApplyForm(forms.Form):
    """The dry run that is to be applied."""

    import_id = HiddenField(validators=[UUID("Cet essai n’est pas connu : recommencez l’essai à blanc.")])


@imports.url_value_preprocessor
def _take_large_files(_endpoint: str | None, _values: dict[str, object] | None) -> None:
    """Files are larger than any form: this runs before the form is read."""
    request.max_content_length = LARGEST_REQUEST


@imports.get("/")
def choisir() -> str:
    """Choose what to import."""
    return render_template("imports/choisir.html", kinds=KINDS.values())


@imports.route("/<kind>", methods=["GET", "POST"])
@acting_as("gestionnaire")
def fichier(kind: str) -> Response:
    """Send a file for a dry run, and read what it would do."""
    form = FileForm()
    report: ImportReport | None = None
    if form.validate_on_submit():
        uploaded = form.file.data
        try:
            report = clients().imports.dry_run(
                _known(kind).code, uploaded.filename[:200], uploaded.stream.read
            )
        except DomainError as error:
            form.refused(error)
    status = 422 if form.is_submitted() and report is None else 200
    return _page(kind, form, report, status)


@imports.get("/<kind>/modele.<any(csv, xlsx):form>")
def modele(kind: str, form: str) -> Response:
    """Download the file to fill in."""
    filename, content = clients().imports.model(_known(kind).code, xlsx=form == "xlsx")
    return send_file(BytesIO(content), as_attachment=True, download_name=filename)


@imports.post("/<kind>/appliquer")
@acting_as("gestionnaire")
def appliquer(kind: str) -> Response:
    """Do what the dry run said; refused with the difference where the data moved since."""
    applying, form = ApplyForm(), FileForm(formdata=None)
    effective = True
    report: ImportReport | None = None
    if applying.validate_on_submit():
        try:
            report, effective = clients().imports.apply(_known(kind).code, text_of(applying.import_id))
        except DomainError as error:
            form.refused(error)
    else:
        form.form_errors.append("Cet essai n’est pas connu : recommencez l’essai à blanc.")
    return _page(kind, form, report, 200 if report else 422, effective=effective)


def _page(
    kind: str, form: FileForm, report: ImportReport | None, status: int, *, effective: bool = True
) -> Response:
    page = render_template(
        "imports/fichier.html",
        kind=_known(kind),
        form=form,
        report=report,
        effective=effective,
        only=request.args.get("problemes", ""),
    )
    return make_response(page, status)


def _known(kind: str) -> Kind:
    if kind not in KINDS:
        abort(404)
    return KINDS[kind]
