"""Log-in, of interns and of mandataires, and the intern's own information."""

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
from chassis.web.login import current_person, required_person
from chassis.web.way_back import own_path
from services.gateway.context import gateway
from services.gateway.web.compte import inscription, procuration, type_choix
from services.gateway.web.compte.forms import NORMAL, PROCURATION, ConnexionForm
from services.gateway.web.own_account import own_account

compte = Blueprint("compte", __name__)
for topic in (inscription, procuration, type_choix):
    topic.add_to(compte)

UNPROCESSABLE = 422
DEVICE_LENGTH = 200


@compte.route("/connexion", methods=["GET", "POST"])
def connexion() -> Response:
    """Log in (CNX-1), then go where one wanted to go."""
    form = ConnexionForm(
        data={"compte": PROCURATION if request.args.get("compte") == PROCURATION else NORMAL}
    )
    if current_person() and request.method == "GET":
        return _go(request.args.get("suite", ""))
    if form.validate_on_submit():
        try:
            return _opened(form)
        except DomainError as error:
            form.refused(error)
    status = UNPROCESSABLE if form.is_submitted() else 200
    return make_response(render_template("compte/connexion.html", form=form), status)


def _opened(form: ConnexionForm) -> Response:
    identity = gateway().clients.identity
    log_in = identity.log_in_mandataire if form.compte.data == PROCURATION else identity.log_in
    session = log_in(form.email.data or "", form.password.data or "", request.remote_addr or "", device())
    response = _go(request.args.get("suite", ""))
    gateway().log_in.open(response, session)
    return response


@compte.post("/deconnexion")
def deconnexion() -> Response:
    """Log out, here and at identity."""
    response = make_response(redirect(url_for("accueil.index")))
    gateway().log_in.close(response)
    flash("Vous êtes déconnecté.", "succes")
    return response


@compte.get("/mes-informations")
@own_account
def mes_informations() -> str:
    """Show what ARS knows and the ranks, each with what it is (PRO-2)."""
    clients = gateway().clients
    return render_template(
        "compte/mes_informations.html",
        profile=clients.identity.my_profile(),
        settings=gateway().settings,
        ranks=clients.ranking.my_ranks(),
    )


@compte.get("/mes-informations/rangs/<uuid:version_id>")
@own_account
def explication(version_id: UUID) -> str:
    """Explain the intern's own line of a call list (RNG-7)."""
    person = required_person()
    found = gateway().clients.ranking.explain(str(version_id), person.user_id)
    if not found.HasField("line"):
        abort(404)
    return render_template("compte/explication.html", explained=found)


def device() -> str:
    """Say which browser opens the session."""
    return request.user_agent.string[:DEVICE_LENGTH]


def _go(wanted: str) -> Response:
    """Go to a page of ours; anything else is the home page."""
    return make_response(redirect(own_path(wanted) or url_for("accueil.index")))
