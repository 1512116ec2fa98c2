"""From the services' messages to what the API gives."""

from datetime import UTC
from typing import Any

from google.protobuf.timestamp_pb2 import Timestamp

from dci.identity.v1.rights_pb2 import Procuration
from dci.postes.v1.postes_pb2 import Favourite
from dci.session.v1 import session_pb2 as pb

Json = dict[str, Any]


def instant(moment: Timestamp) -> str | None:
    """ISO 8601 in UTC, or None where it is not known."""
    if not moment.seconds:
        return None
    return moment.ToDatetime(tzinfo=UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def amphi(found: pb.Amphi) -> Json:
    """An amphi as lists show it."""
    return {
        "amphi_id": found.amphi_id,
        "code": found.code,
        "libelle": found.libelle,
        "semestre": found.semestre,
        "groupe": found.groupe_label,
        "formation": found.formation,
        "regimes": list(found.regimes),
        "offer_id": found.offer_id,
        "etat": _word(pb.AmphiState.Name(found.state), "AMPHI_STATE_"),
        "favoris_a": instant(found.favoris_at),
        "debut_a": instant(found.starts_at),
        "fin_a": instant(found.ends_at),
        "internes": found.internes,
        "seq": found.seq,
    }


def my_amphi(found: pb.MyAmphi) -> Json:
    """An amphi in which the caller has a place."""
    return {
        "amphi": amphi(found.amphi),
        "rang_appel": found.passage.rang_appel,
        "etat": passage_state(found.passage),
    }


def passage(found: pb.GetMyPassageResponse, given: Procuration | None) -> Json:
    """The caller's own place, with the procuration that an intern gave."""
    return {
        "rang_appel": found.passage.rang_appel,
        "etat": passage_state(found.passage),
        "numero": found.passage.numero or None,
        "des": found.passage.des_code,
        "session": found.slice_number or None,
        "devant": found.ahead,
        "ordre_verifie": found.acknowledged,
        "type_choix": found.passage.type_choix or "classique",
        "peut_choisir": found.may_choose,
        "procuration": {"email": given.email, "etat": given.state} if given else None,
        "absence_motif": found.passage.absence_motif or None,
        "retours": found.passage.returns,
        "retour_possible": found.may_return,
        "estimation_de": instant(found.estimate_from),
        "estimation_a": instant(found.estimate_to),
    }


def passage_state(found: pb.Passage) -> str:
    """« en_attente », « tour », « a_choisi »…"""
    return _word(pb.PassageState.Name(found.state), "PASSAGE_STATE_")


def favourites(found: list[Favourite]) -> Json:
    """The list, in order."""
    return {
        "favoris": [
            {
                "id": each.favourite_id,
                "position": each.position,
                "imotep": each.imotep or None,
                "numero": each.numero or None,
            }
            for each in found
        ]
    }


def _word(name: str, prefix: str) -> str:
    return name.removeprefix(prefix).lower()
