"""Posts: find, add, change, publish, withdraw, lift a reservation; amphis that run follow at once (ADM-8)."""

import re
from collections.abc import Callable, Sequence
from typing import Final
from urllib.parse import urlencode

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
from dci.postes.v1 import postes_pb2 as pb
from services.admin.context import clients
from services.admin.web.access import acting_as
from services.admin.web.lookups import asked_semestre, semestres
from services.admin.web.postes.forms import NumbersForm, PosteForm, written

postes = Blueprint("postes", __name__, url_prefix="/postes")

FILTERS: Final = {
    "numero": "Numéro",
    "etablissement": "Établissement",
    "service": "Service",
    "imotep": "N° de service",
    "groupe": "Groupe (code)",
    "des": "DES (code)",
}
STATES: Final = {
    "pourvus": pb.SearchPostesRequest.STATE_POURVU,
    "libres": pb.SearchPostesRequest.STATE_NON_POURVU,
}
LONGEST: Final = 100
MOST: Final = 200
NUMBER: Final = re.compile(r"[0-9]{1,10}")


@postes.get("/")
def liste() -> str:
    """Show the posts of a semester, thirty a page, those not published too."""
    known = semestres()
    semestre = asked_semestre(known)
    filters = {name: request.args.get(name, "").strip()[:LONGEST] for name in FILTERS}
    size = asked_size()
    found = clients().postes.search(
        semestre,
        {name: [value] for name, value in filters.items() if value},
        state=STATES.get(request.args.get("etat", ""), pb.SearchPostesRequest.STATE_UNSPECIFIED),
        page=asked_page(),
        size=size,
    )
    return render_template(
        "postes/liste.html",
        found=found,
        paging=Paging(found.page.number or 1, found.page.size or size, found.page.total),
        filters=FILTERS,
        asked=filters,
        state=request.args.get("etat", ""),
        semestre=semestre,
        semestres=known,
        form=NumbersForm(),
        query=f"?{request.query_string.decode()}" if request.query_string else "",
    )


@postes.route("/<semestre>/nouveau", methods=["GET", "POST"])
@acting_as("gestionnaire")
def nouveau(semestre: str) -> Response:
    """Add a post, under the next free number."""
    form = _form({"publie": False})
    if form.validate_on_submit():
        return _save(form, semestre, None)
    return _sheet(form, semestre, None)


@postes.route("/<semestre>/<int:numero>", methods=["GET", "POST"])
def fiche(semestre: str, numero: int) -> Response:
    """Show a post; change it while nobody has it."""
    poste = clients().postes.poste(semestre, numero) or abort(404)
    form = _form(written(poste))
    if form.is_submitted():
        return _change(form, poste)
    return _sheet(form, semestre, poste)


@postes.post("/<semestre>/publier")
@acting_as("gestionnaire")
def publier(semestre: str) -> Response:
    """Offer the posts that were ticked."""
    return _several(semestre, clients().postes.publish, "poste publié", "postes publiés")


@postes.post("/<semestre>/retirer")
@acting_as("gestionnaire")
def retirer(semestre: str) -> Response:
    """Offer them no more."""
    withdraw = clients().postes.withdraw
    return _several(semestre, withdraw, "poste retiré de l’offre", "postes retirés de l’offre")


@postes.post("/<semestre>/<int:numero>/lever")
@acting_as("gestionnaire")
def lever(semestre: str, numero: int) -> Response:
    """Open a reserved post to every DES (CHX-2)."""
    try:
        clients().postes.lift_reservation(semestre, numero)
    except DomainError as error:
        flash(error.text, "erreur")
    else:
        flash(f"Le poste n° {numero} est ouvert à tous les DES du groupe.", "succes")
    return make_response(redirect(url_for("postes.fiche", semestre=semestre, numero=numero)))


@acting_as("gestionnaire")
def _change(form: PosteForm, poste: pb.Poste) -> Response:
    if form.validate():
        return _save(form, poste.semestre, poste)
    return _sheet(form, poste.semestre, poste)


def _several(semestre: str, act: Callable[[str, Sequence[int]], None], one: str, many: str) -> Response:
    ticked = request.form.getlist("numeros")[:MOST]
    numeros = sorted({int(each) for each in ticked if NUMBER.fullmatch(each)})
    if not numeros:
        flash("Cochez d’abord des postes dans la liste.", "attention")
        return _back(semestre)
    try:
        act(semestre, numeros)
    except DomainError as error:
        flash(error.text, "erreur")
    else:
        flash(f"{plural(len(numeros), one, many)}.", "succes")
    return _back(semestre)


def _back(semestre: str) -> Response:
    """To the list as it was searched, or to the sheet of which it was asked."""
    numero = request.args.get("fiche", "")
    if NUMBER.fullmatch(numero):
        return make_response(redirect(url_for("postes.fiche", semestre=semestre, numero=numero)))
    asked = [(name, value) for name, value in request.args.items() if name in {*FILTERS, "etat", "page"}]
    return make_response(redirect(f"{url_for('postes.liste')}?{urlencode([*asked, ('semestre', semestre)])}"))


def _save(form: PosteForm, semestre: str, poste: pb.Poste | None) -> Response:
    try:
        saved = clients().postes.save(form.poste(semestre, poste.numero if poste else 0))
    except DomainError as error:
        form.refused(error)
        return _sheet(form, semestre, poste)
    flash(f"Le poste n° {saved.numero} est enregistré.", "succes")
    return make_response(redirect(url_for("postes.fiche", semestre=semestre, numero=saved.numero)))


def _form(usual: dict[str, object]) -> PosteForm:
    form = PosteForm(data=usual)
    form.offer(clients().identity.groupes(), clients().identity.des())
    return form


def _sheet(form: PosteForm, semestre: str, poste: pb.Poste | None) -> Response:
    page = render_template("postes/fiche.html", form=form, semestre=semestre, poste=poste)
    return make_response(page, 422 if form.is_submitted() else 200)
