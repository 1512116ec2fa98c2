"""Mails that could not be delivered, and another try (NOT-2)."""

from uuid import UUID

from flask import Blueprint, Response, flash, make_response, redirect, render_template, url_for

from services.admin.context import clients
from services.admin.web.access import acting_as, may

courriels = Blueprint("courriels", __name__, url_prefix="/courriels")

SUBJECTS = {
    "confirmer_adresse": "Confirmation d’adresse",
    "compte_confirme": "Compte confirmé",
    "compte_existant": "Compte déjà existant",
    "choix_confirme": "Choix confirmé, avec la fiche du poste",
    "choix_par_procuration": "Choix par procuration, au mandataire",
    "affecte_par_ars": "Affectation par l’ARS, avec la fiche du poste",
    "choix_corrige": "Affectation corrigée par l’ARS, avec la fiche du poste",
    "procuration_donnee": "Procuration donnée",
    "procuration_a_accepter": "Procuration à accepter, au mandataire",
    "procuration_acceptee": "Procuration acceptée",
    "procuration_annulee": "Procuration annulée",
    "procuration_retiree": "Procuration annulée, au mandataire",
    "type_choix_recu": "Demande de type de choix reçue",
    "type_choix_accepte": "Type de choix accepté",
    "type_choix_refuse": "Type de choix refusé",
}


@courriels.get("/")
def liste() -> str:
    """List what was refused for good."""
    if not may("gestionnaire"):
        return render_template("courriels.html", open_to_me=False, mails=[], people={}, subjects=SUBJECTS)
    mails = clients().notifications.failed_mails()
    people = clients().identity.contacts(sorted({mail.intern_id for mail in mails if mail.intern_id}))
    return render_template("courriels.html", open_to_me=True, mails=mails, people=people, subjects=SUBJECTS)


@courriels.post("/<uuid:mail_id>/renvoyer")
@acting_as("gestionnaire")
def renvoyer(mail_id: UUID) -> Response:
    """Put one back in the queue."""
    clients().notifications.retry_mail(str(mail_id))
    flash("Le courriel est de nouveau dans la file. S’il échoue encore, il reviendra ici.", "succes")
    return make_response(redirect(url_for("courriels.liste")))
