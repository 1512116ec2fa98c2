"""The home page: the steps of a campaign, what is done and what comes next."""

from dataclasses import dataclass

from flask import Blueprint, render_template

from dci.ranking.v1.ranking_pb2 import PUBLICATION_STATE_DEFINITIVE
from dci.session.v1 import session_pb2 as pb
from services.admin.context import clients
from services.admin.web.lookups import AMPHI_STATES, RUNNING, asked_semestre, semestres

accueil = Blueprint("accueil", __name__)


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the campaign: what was done, and where it is done."""

    title: str
    text: str
    endpoint: str
    done: bool


@accueil.get("/")
def index() -> str:
    """Say where the campaign of the current semester stands."""
    known = semestres()
    semestre = asked_semestre(known)
    amphis = clients().session.amphis(semestre) if semestre else []
    return render_template(
        "accueil.html",
        semestre=semestre,
        steps=_steps(semestre, amphis),
        running=[amphi for amphi in amphis if amphi.state in RUNNING],
        states=AMPHI_STATES,
    )


def _steps(semestre: str, amphis: list[pb.Amphi]) -> list[Step]:
    identity, ranking = clients().identity, clients().ranking
    groupes = identity.groupes()
    versions = ranking.versions(semestre) if semestre else []
    definitive = [each for each in versions if each.publication == PUBLICATION_STATE_DEFINITIVE]
    built = [amphi for amphi in amphis if amphi.state != pb.AMPHI_STATE_BROUILLON]
    return [
        Step("Semestre", "Celui dont on choisit les postes.", "semestres.liste", bool(semestre)),
        Step(
            "Fichiers",
            "Internes, cursus, postes, absences : un essai à blanc, puis l’import.",
            "imports.choisir",
            bool(groupes),
        ),
        Step(
            "Listes d’appel",
            "Calculer les rangs, relire, publier en version définitive.",
            "listes.liste",
            bool(definitive),
        ),
        Step(
            "Amphithéâtres",
            "Construire, découper en sessions, valider, ouvrir, démarrer.",
            "amphis.liste",
            bool(built),
        ),
    ]
