"""One invented campaign: semesters, a call list, an amphi at its third turn."""

from datetime import UTC, datetime, timedelta

from dci.identity.v1 import register_pb2
from dci.ranking.v1 import ranking_pb2
from dci.session.v1 import session_pb2 as pb

SEMESTRE = "052027"
GROUPE = ("3", "3 - SPÉCIALITÉS CHIRURGICALES")
AMPHI = "6f1d3c52-0d5f-4c6c-9b19-0b8f6a2f7a11"
BROUILLON = "0c5b8b8e-4a43-4c8b-9a9f-2f1f7d1f5a22"
ESSAI = "9d3c52aa-0d5f-4c6c-9b19-0b8f6a2f7a99"
VERSION = "2b9f6f0a-7a6e-4f55-8c25-9a8f0d3a1b33"
TURN = "a8c1d7a4-90b1-4a8c-8f0e-2b1a2f0f7c44"
DEMANDE = "5e0f2a64-1f0f-4a52-8f3d-6b7d6a9c0d55"
ME = "11111111-1111-4111-8111-111111111111"
INTERNS = 75
STARTED = datetime(2027, 3, 1, 8, 0, tzinfo=UTC)
FIRST = ["Inès", "Mehdi", "Chloé", "Pierre", "Awa", "Louis", "Sarah", "Jean-Baptiste", "Noé", "Camille"]
LAST = ["MARTIN", "BENALI", "DE LA TOUR", "NGUYEN", "PETIT", "ROUSSEAU", "DIALLO", "LEFÈVRE"]


def prenom(rang: int) -> str:
    return FIRST[rang % len(FIRST)]


def nom(rang: int) -> str:
    return LAST[rang * 7 % len(LAST)]


def intern_id(rang: int) -> str:
    return f"00000000-0000-4000-8000-{rang:012d}"


def contact(rang: int) -> register_pb2.Contact:
    return register_pb2.Contact(
        intern_id=intern_id(rang),
        nom=nom(rang),
        prenom=prenom(rang),
        email=f"interne{rang}@exemple.fr",
        telephone=f"06 00 00 {rang // 100:02} {rang % 100:02}" if rang % 9 else "",
        has_account=True,
    )


def line(rang: int) -> ranking_pb2.CallListLine:
    return ranking_pb2.CallListLine(
        rang_appel=rang,
        intern_id=intern_id(rang),
        ine=f"{rang:010d}A",
        identity=f"{prenom(rang)} {nom(rang)}",
        nom=nom(rang),
        prenom=prenom(rang),
        des_label="33 - GYNÉCOLOGIE OBSTÉTRIQUE",
        anciennete=rang % 6,
        promotion=2024,
        effectif_promo_local=100,
        rang_local=rang,
        promotion_theorique=2023,
        effectif_promo_theorique=150,
        rang_actualise=f"{rang * 1.5:.2f}",
        absence_prevue=rang == 7,
    )


def version(
    number: int = 2, *, state: int = ranking_pb2.PUBLICATION_STATE_DEFINITIVE, current: bool = True
) -> ranking_pb2.Version:
    made = ranking_pb2.Version(
        version_id=VERSION[:-1] + str(number),
        number=number,
        scope=ranking_pb2.Scope(
            semestre=SEMESTRE, groupe_code=GROUPE[0], regimes=["socle"], policy="idf-2022"
        ),
        groupe_label=GROUPE[1],
        internes=INTERNS,
        publication=state,  # type: ignore[arg-type]  # a state of the contract
        current=current,
    )
    made.computed_at.FromDatetime(datetime(2027, 1, 12, 9, 30, tzinfo=UTC))
    if state != ranking_pb2.PUBLICATION_STATE_NONE:
        made.published_at.FromDatetime(datetime(2027, 1, 15, 9, 30, tzinfo=UTC))
    return made


def amphi(amphi_id: str = AMPHI, state: "pb.AmphiState.ValueType" = pb.AMPHI_STATE_EN_COURS) -> pb.Amphi:
    made = pb.Amphi(
        amphi_id=amphi_id,
        code="CHIR-SOCLE",
        libelle="Spécialités chirurgicales, phase socle",
        semestre=SEMESTRE,
        groupe_code=GROUPE[0],
        groupe_label=GROUPE[1],
        formation="medecin",
        regimes=["socle"],
        offer_id=f"{SEMESTRE}:{GROUPE[0]}",
        state=state,
        call_list_version_id=VERSION[:-1] + "2",
        call_list_number=2,
        internes=INTERNS,
        cut=True,
    )
    made.settings.duree_tour.seconds = made.settings.delai_absent.seconds = 90
    made.settings.grace_reseau.seconds, made.settings.delai_fin.seconds = 1, 300
    made.settings.retours_max = 3
    made.favoris_at.FromDatetime(STARTED - timedelta(days=7))
    made.starts_at.FromDatetime(STARTED)
    return made


def rehearsal(speed: float = 10.0) -> pb.Amphi:
    """A copy of the amphi, for practice."""
    made = amphi(ESSAI, pb.AMPHI_STATE_OUVERT)
    made.semestre, made.rehearsal, made.speed = "essai-0123abcd", True, speed
    made.offer_id = f"{made.semestre}:{GROUPE[0]}"
    return made


def slices(internes: int = INTERNS, each: int = 30) -> list[pb.Slice]:
    found, starts_at = [], STARTED
    for number, first in enumerate(range(1, internes + 1, each), 1):
        last = min(first + each - 1, internes)
        part = pb.Slice(number=number, first_rang=first, last_rang=last, state=pb.SLICE_STATE_PREVUE)
        part.starts_at.FromDatetime(starts_at)
        starts_at += timedelta(seconds=90) * (last - first + 1)
        part.ends_at.FromDatetime(starts_at)
        starts_at += timedelta(minutes=15)
        found.append(part)
    return found
