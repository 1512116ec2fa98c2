"""Inscription in steps (INS-1…7): the register, the address, the mailed link, the account."""

from flask import (
    Blueprint,
    Response,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)

from chassis.errors import DomainError
from dci.identity.v1.inscription_pb2 import CheckRegisterRequest, FinaliseRequest, LookAtLinkResponse
from services.gateway.context import gateway
from services.gateway.web.compte.forms import AdresseForm, FinaliserForm, InscriptionForm

TICKET = "inscription"
ADDRESS = "inscription_adresse"
UNPROCESSABLE = 422


def add_to(compte: Blueprint) -> None:
    """Add the steps to the blueprint of accounts."""
    compte.add_url_rule("/inscription", view_func=inscription, methods=["GET", "POST"])
    compte.add_url_rule("/inscription/adresse", view_func=adresse, methods=["GET", "POST"])
    compte.add_url_rule("/inscription/envoye", view_func=envoye, methods=["GET", "POST"])
    compte.add_url_rule("/inscription/finaliser/<token>", view_func=finaliser, methods=["GET", "POST"])


def inscription() -> Response:
    """Step 1: compare with the register; one and the same refusal for every cause (INS-3)."""
    form = InscriptionForm()
    if form.validate_on_submit():
        try:
            session[TICKET] = gateway().clients.identity.check_register(_identity(form))
            session[ADDRESS] = form.email.data
            return _to("compte.adresse")
        except DomainError as error:
            form.refused(error)
    return _page("compte/inscription.html", form)


def adresse() -> Response:
    """Step 2: the e-mail that becomes the login."""
    if TICKET not in session:
        return _to("compte.inscription")
    form = AdresseForm(data={"email": session.get(ADDRESS, "")})
    if form.validate_on_submit():
        try:
            gateway().clients.identity.request_confirmation(
                session[TICKET], form.email.data or "", form.email_again.data or ""
            )
        except DomainError as error:
            form.refused(error)
        else:
            session[ADDRESS] = form.email.data
            return _to("compte.envoye")
    return _page("compte/adresse.html", form)


def envoye() -> Response:
    """Say that the mail left, and send it again on demand."""
    if TICKET not in session:
        return _to("compte.inscription")
    form = AdresseForm(formdata=None)
    if request.method == "POST":
        address = session.get(ADDRESS, "")
        gateway().clients.identity.request_confirmation(session[TICKET], address, address)
        flash("Le message vient d’être envoyé de nouveau.", "succes")
        return _to("compte.envoye")
    return _page("compte/envoye.html", form, address=session.get(ADDRESS, ""))


def finaliser(token: str) -> Response:
    """Last step: the page of the mailed link shows, its button acts (INS-4, INS-5)."""
    found = gateway().clients.identity.look_at_link(token)
    form = FinaliserForm(data={"ufr": found.ufr, "telephone": found.telephone})
    form.offer(list(found.ufrs), list(found.questions))
    if form.validate_on_submit():
        try:
            gateway().clients.identity.finalise(_account(token, form))
        except DomainError as error:
            form.refused(error)
        else:
            return _done(found)
    return _page("compte/finaliser.html", form, link=found)


def _done(found: LookAtLinkResponse) -> Response:
    session.pop(TICKET, None)
    session.pop(ADDRESS, None)
    flash(f"Votre compte est créé, {found.prenom}. Connectez-vous avec {found.email}.", "succes")
    return _to("compte.connexion")


def _identity(form: InscriptionForm) -> CheckRegisterRequest:
    return CheckRegisterRequest(
        prenom=form.prenom.data or "",
        nom=form.nom.data or "",
        date_naissance=form.date_naissance.data.isoformat() if form.date_naissance.data else "",
        email=form.email.data or "",
        ine=form.ine.data or "",
        telephone=form.telephone.data or "",
        address=request.remote_addr or "",
    )


def _account(token: str, form: FinaliserForm) -> FinaliseRequest:
    return FinaliseRequest(
        token=token,
        password=form.password.data or "",
        password_again=form.password_again.data or "",
        date_naissance=form.date_naissance.data.isoformat() if form.date_naissance.data else "",
        telephone=form.telephone.data or "",
        adresse=form.adresse.data or "",
        ufr=form.ufr.data or "",
        question=form.asked_question,
        answer=form.answer.data or "",
    )


def _page(template: str, form: object, **values: object) -> Response:
    refused = request.method == "POST"
    page = render_template(template, form=form, settings=gateway().settings, **values)
    return make_response(page, UNPROCESSABLE if refused else 200)


def _to(endpoint: str) -> Response:
    return make_response(redirect(url_for(endpoint)))
