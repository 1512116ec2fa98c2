"""The names and menus of the interns' space."""

from chassis.web.login import current_person
from chassis.web.site import Page, Person, Site
from services.gateway.config import Settings

PAGES = (
    Page("Accueil", "accueil.index", "accueil"),
    Page("Postes", "postes.liste", "postes"),
    Page("Amphithéâtres", "amphi.liste", "amphi"),
    Page("Affectations", "affectations.liste", "affectations"),
)
MINE = (
    Page("Mes informations", "compte.mes_informations", "compte"),
    Page("Type de choix", "compte.type_choix", "compte"),
    Page("Procuration", "compte.procuration", "compte"),
    Page("Mes affectations et attestations", "attestation.mes_affectations", "attestation"),
)
OF_A_MANDATAIRE = (Page("L’amphi où je choisis", "amphi.liste", "amphi"),)
"""The amphi space alone (PRC-5)."""


def make_site(settings: Settings) -> Site:
    """Describe the site to the layout."""
    return Site(
        name="DCI",
        subtitle=f"Choix des internes · {settings.region}",
        pages=PAGES,
        home="accueil.index",
        log_in="compte.connexion",
        log_out="compte.deconnexion",
        person=_person,
    )


def _person() -> Person | None:
    person = current_person()
    if person is None:
        return None
    return Person(person.name, OF_A_MANDATAIRE if person.mandataire_id else MINE)
