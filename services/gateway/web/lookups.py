"""What several pages need to find: the semester being chosen, a published list, an amphi's words."""

from flask import request

from dci.identity.v1.register_pb2 import Semestre
from dci.ranking.v1.ranking_pb2 import Version
from dci.session.v1 import session_pb2 as pb
from services.gateway.context import gateway

STATES = {
    pb.AMPHI_STATE_BROUILLON: ("en préparation", ""),
    pb.AMPHI_STATE_VALIDE: ("validé", ""),
    pb.AMPHI_STATE_OUVERT: ("favoris ouverts", "dci-tag-good"),
    pb.AMPHI_STATE_EN_COURS: ("en cours", "dci-tag-on"),
    pb.AMPHI_STATE_EN_PAUSE: ("en pause", "dci-tag-stop"),
    pb.AMPHI_STATE_TERMINE: ("terminé", "dci-tag-off"),
}
RUNNING = frozenset({pb.AMPHI_STATE_EN_COURS, pb.AMPHI_STATE_EN_PAUSE})


def semestres() -> list[Semestre]:
    """Give every semester, the newest first."""
    return sorted(
        gateway().clients.identity.semestres(), key=lambda each: (each.code[2:], each.code[:2]), reverse=True
    )


def current_semestre(known: list[Semestre] | None = None) -> str:
    """Give the semester whose posts are being chosen; empty where ARS has not said yet."""
    found = semestres() if known is None else known
    return next((each.code for each in found if each.current), found[0].code if found else "")


def asked_semestre() -> str:
    """Give the semester that the address names, else the current one."""
    asked = request.args.get("semestre", "")
    return asked if asked.isdigit() and len(asked) == len("MMYYYY") else current_semestre()


def published_list(amphi: pb.Amphi) -> Version | None:
    """Give an amphi's call list: the one it took, else the one published for its groupe and régimes.

    A rehearsal's is a copy, published nowhere.
    """
    if amphi.rehearsal:
        return None
    versions = gateway().clients.ranking.published(amphi.semestre)
    for version in versions:
        if version.version_id == amphi.call_list_version_id:
            return version
    regimes = sorted(amphi.regimes)
    return next(
        (
            each
            for each in versions
            if each.scope.groupe_code == amphi.groupe_code and sorted(each.scope.regimes) == regimes
        ),
        None,
    )
