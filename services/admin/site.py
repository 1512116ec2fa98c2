"""The names and the menu of the back office."""

from chassis.web.login import current_person
from chassis.web.site import Page, Person, Site
from services.admin.config import Settings

PAGES = (
    Page("Accueil", "accueil.index", "accueil"),
    Page("Semestres", "semestres.liste", "semestres"),
    Page("Imports", "imports.choisir", "imports"),
    Page("Postes", "postes.liste", "postes"),
    Page("Listes d’appel", "listes.liste", "listes"),
    Page("Types de choix", "demandes.liste", "demandes"),
    Page("Amphithéâtres", "amphis.liste", "amphis"),
    Page("Régie", "regie.index", "regie"),
    Page("Affectations", "affectations.liste", "affectations"),
    Page("Courriels", "courriels.liste", "courriels"),
)


def make_site(settings: Settings) -> Site:
    """Describe the site to the layout."""
    return Site(
        name="DCI",
        subtitle=f"Pilotage · {settings.region}",
        pages=PAGES,
        home="accueil.index",
        log_in="connexion.connexion",
        log_out="connexion.deconnexion",
        person=_person,
    )


def _person() -> Person | None:
    person = current_person()
    return Person(person.name, ()) if person else None
