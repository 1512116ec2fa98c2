"""What several pages need to find: the semester one works on, words for states."""

from flask import request

from dci.identity.v1.register_pb2 import Semestre
from dci.ranking.v1 import ranking_pb2
from dci.session.v1 import session_pb2 as pb
from services.admin.context import clients

AMPHI_STATES = {
    pb.AMPHI_STATE_BROUILLON: ("brouillon", ""),
    pb.AMPHI_STATE_VALIDE: ("validé", ""),
    pb.AMPHI_STATE_OUVERT: ("favoris ouverts", "dci-tag-good"),
    pb.AMPHI_STATE_EN_COURS: ("en cours", "dci-tag-on"),
    pb.AMPHI_STATE_EN_PAUSE: ("en pause", "dci-tag-stop"),
    pb.AMPHI_STATE_TERMINE: ("terminé", "dci-tag-off"),
}
SLICE_STATES = {
    pb.SLICE_STATE_PREVUE: ("prévue", ""),
    pb.SLICE_STATE_EN_COURS: ("en cours", "dci-tag-on"),
    pb.SLICE_STATE_TERMINEE: ("terminée", "dci-tag-off"),
}
PUBLICATIONS = {
    ranking_pb2.PUBLICATION_STATE_NONE: ("non publiée", ""),
    ranking_pb2.PUBLICATION_STATE_PROVISOIRE: ("provisoire", "dci-tag-stop"),
    ranking_pb2.PUBLICATION_STATE_DEFINITIVE: ("définitive", "dci-tag-good"),
}
RUNNING = frozenset({pb.AMPHI_STATE_EN_COURS, pb.AMPHI_STATE_EN_PAUSE})


def semestres() -> list[Semestre]:
    """Give every semester, the newest first."""
    return clients().identity.semestres()


def asked_semestre(known: list[Semestre]) -> str:
    """Give the semester that the address names, else the current one; empty where there is none."""
    codes = {each.code for each in known}
    asked = request.args.get("semestre", "")
    if asked in codes:
        return asked
    current = next((each.code for each in known if each.current), "")
    return current or (known[0].code if known else "")
