"""Call lists: compute, read, explain, publish, export (ADM-6, RNG-7, IFC-11)."""

from itertools import groupby
from typing import Final
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
from chassis.web.formats import plural
from chassis.web.paging import Paging, asked_page, asked_size
from dci.ranking.v1 import ranking_pb2 as pb
from services.admin.context import clients
from services.admin.web.access import acting_as
from services.admin.web.listes.export import FORMATS, filename, rows
from services.admin.web.listes.forms import ComputeForm
from services.admin.web.lookups import PUBLICATIONS, asked_semestre, semestres
from services.admin.web.typed import text_of, texts_of

listes = Blueprint("listes", __name__, url_prefix="/listes-d-appel")

NAME_LENGTH = 80
STATES: Final = {
    "provisoire": pb.PUBLICATION_STATE_PROVISOIRE,
    "definitive": pb.PUBLICATION_STATE_DEFINITIVE,
}


@listes.route("/", methods=["GET", "POST"])
def liste() -> Response:
    """List the versions of a semester; compute a new one."""
    form = _form()
    if form.is_submitted():
        return _compute(form)
    return _page(form, 200)


@listes.get("/<uuid:version_id>")
def version(version_id: UUID) -> str:
    """Show a version, thirty a page, with a search by name."""
    name = request.args.get("nom", "").strip()[:NAME_LENGTH]
    size = asked_size()
    found = clients().ranking.lines(str(version_id), name, asked_page(), size)
    return render_template(
        "listes/version.html",
        version=found.version,
        lines=found.lines,
        paging=Paging(found.page.number or 1, found.page.size or size, found.page.total),
        name=name,
        publications=PUBLICATIONS,
        formats=FORMATS,
    )


@listes.get("/<uuid:version_id>/internes/<uuid:intern_id>")
def ligne(version_id: UUID, intern_id: UUID) -> str:
    """Explain a line: numbers, formula, neighbours, semesters that count and why the others don't."""
    explained = clients().ranking.explain(str(version_id), str(intern_id))
    neighbours = list(zip(explained.neighbours, explained.neighbour_texts, strict=False))
    return render_template("listes/ligne.html", explained=explained, neighbours=neighbours)


@listes.route("/<uuid:version_id>/publier/<etat>", methods=["GET", "POST"])
@acting_as("gestionnaire")
def publier(version_id: UUID, etat: str) -> Response:
    """Say what publishing will do, then publish (AMP-2)."""
    state = STATES.get(etat) or abort(404)
    if request.method == "POST":
        published = clients().ranking.publish(str(version_id), state)
        flash(f"La version {published.number} est publiée comme {PUBLICATIONS[state][0]}.", "succes")
        return make_response(redirect(url_for("listes.version", version_id=version_id)))
    found = clients().ranking.lines(str(version_id), "", 1, 1).version
    replaced = [each for each in clients().ranking.versions(found.scope.semestre) if _same_list(each, found)]
    page = render_template(
        "listes/publier.html", version=found, etat=etat, word=PUBLICATIONS[state][0], replaced=replaced
    )
    return make_response(page)


@listes.get("/<uuid:version_id>/export.<extension>")
def export(version_id: UUID, extension: str) -> Response:
    """Send the whole list as a file (IFC-11)."""
    written = FORMATS.get(extension) or abort(404)
    found = clients().ranking.whole(str(version_id))
    response = make_response(written.write(rows(found.lines)))
    response.content_type = written.content_type
    response.headers["Content-Disposition"] = f'attachment; filename="{filename(found.version, extension)}"'
    return response


def _same_list(each: pb.Version, other: pb.Version) -> bool:
    same = (each.scope.groupe_code, list(each.scope.regimes)) == (
        other.scope.groupe_code,
        list(other.scope.regimes),
    )
    return same and each.current and each.version_id != other.version_id


def _form() -> ComputeForm:
    known = semestres()
    form = ComputeForm()
    asked = form.semestre.data if form.is_submitted() else asked_semestre(known)
    if asked not in {each.code for each in known}:
        asked = asked_semestre(known)
    form.offer(asked, clients().identity.groupes())
    return form


@acting_as("gestionnaire")
def _compute(form: ComputeForm) -> Response:
    if not form.validate():
        return _page(form, 422)
    try:
        made = clients().ranking.compute(text_of(form.semestre), text_of(form.groupe), texts_of(form.regimes))
    except DomainError as error:
        form.refused(error)
        return _page(form, 422)
    flash(
        f"Version {made.number} calculée, {plural(made.internes, 'interne')}. Relisez-la, puis publiez-la.",
        "succes",
    )
    return make_response(redirect(url_for("listes.version", version_id=made.version_id)))


def _page(form: ComputeForm, status: int) -> Response:
    semestre = form.semestre.data
    found = clients().ranking.versions(semestre) if semestre else []
    ordered = sorted(found, key=_list_of)
    lists = [
        sorted(versions, key=lambda each: each.number, reverse=True)
        for _, versions in groupby(ordered, key=_list_of)
    ]
    page = render_template(
        "listes/liste.html",
        form=form,
        lists=lists,
        semestre=semestre,
        semestres=semestres(),
        publications=PUBLICATIONS,
    )
    return make_response(page, status)


def _list_of(version: pb.Version) -> tuple[str, list[str]]:
    return version.groupe_label, list(version.scope.regimes)
