"""What a post that a gestionnaire writes must be (ADM-8): the same as in a file (IFC-8)."""

from collections.abc import Iterator

from chassis.database import Transaction
from services.postes.domain.catalogue import Fiche
from services.postes.use_cases.columns import LARGEST_NUMBER, LONGEST_FLECHAGE, LONGEST_NAME, REGIMES
from services.postes.use_cases.errors import FichePosteInvalide
from services.postes.use_cases.ports import Catalogue, Labels


def check_fiche(tx: Transaction, fiche: Fiche, catalogue: Catalogue, labels: Labels) -> None:
    """Raise `FichePosteInvalide` with a text for each field that is wrong; numero 0 is one to be given."""
    wrong = dict(_known_elsewhere(tx, fiche, catalogue, labels)) | dict(_in_itself(fiche))
    if wrong:
        raise FichePosteInvalide(**wrong)


def _known_elsewhere(
    tx: Transaction, fiche: Fiche, catalogue: Catalogue, labels: Labels
) -> Iterator[tuple[str, str]]:
    if not catalogue.wards(tx, [fiche.imotep]):
        yield "imotep", "Aucun service ne porte ce numéro. Importez-le d’abord avec un fichier de postes."
    if not labels.knows_speciality(tx, "groupe", fiche.groupe):
        yield "groupe", "Ce groupe n’est pas connu. Importez-le d’abord avec un fichier de postes."
    if not labels.knows_speciality(tx, "des", fiche.des):
        yield "des", "Ce DES n’est pas connu. Importez-le d’abord avec un fichier de postes."


def _in_itself(fiche: Fiche) -> Iterator[tuple[str, str]]:
    if not 0 <= fiche.numero <= LARGEST_NUMBER:
        yield "numero", "Un numéro de poste est un nombre entier positif."
    if not fiche.regimes or not set(fiche.regimes) <= set(REGIMES):
        yield "regimes", "Cochez au moins un régime de formation."
    if len(fiche.type) > LONGEST_NAME:
        yield "type", f"Un type a au plus {LONGEST_NAME} caractères."
    if len(fiche.flechage) > LONGEST_FLECHAGE:
        yield "flechage", f"Un fléchage a au plus {LONGEST_FLECHAGE} caractères."
