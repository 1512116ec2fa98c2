"""One invented amphi: wards, posts, interns, who hold names of nobody."""

from datetime import UTC, datetime, timedelta

from chassis.web.formats import public_identity
from dci.identity.v1 import register_pb2
from dci.postes.v1 import postes_pb2
from dci.ranking.v1 import ranking_pb2
from dci.session.v1 import session_pb2 as pb

SEMESTRE = "052027"
GROUPE = "POI"
GROUPE_LABEL = "POI - PHARMACIE OPTION INNOVATION"
OFFER = f"{SEMESTRE}:{GROUPE}"
AMPHI = "6f1d3c52-0d5f-4c6c-9b19-0b8f6a2f7a11"
OTHER_AMPHI = "0c5b8b8e-4a43-4c8b-9a9f-2f1f7d1f5a22"
VERSION = "2b9f6f0a-7a6e-4f55-8c25-9a8f0d3a1b33"
DES = ("33", "33 - PHARMACIE HOSPITALIÈRE")
OTHER_DES = ("34", "34 - INNOVATION PHARMACEUTIQUE")
INTERNS = 131
ME = 90
EMAIL = "ines.martin@exemple.fr"
PASSWORD = "quatre mots sans rapport"
FIRST = ["Inès", "Mehdi", "Chloé", "Pierre", "Awa", "Louis", "Sarah", "Jean-Baptiste", "Noé", "Camille"]
LAST = ["MARTIN", "BENALI", "DE LA TOUR", "NGUYEN", "PETIT", "ROUSSEAU", "DIALLO", "LEFÈVRE"]
CHIEFS = ["GARNIER", "OYONO", "SZYMANSKI", "FAVRE", "LACROIX"]
HOSPITALS = [
    ("75", "NECKER – ENFANTS MALADES"),
    ("75", "PITIÉ-SALPÊTRIÈRE"),
    ("92", "ANTOINE-BÉCLÈRE"),
    ("94", "HENRI-MONDOR"),
    ("93", "AVICENNE"),
    ("78", "CENTRE HOSPITALIER DE VERSAILLES – ANDRÉ-MIGNOT"),
]
WARDS = [
    "Pharmacie clinique",
    "Pharmacotechnie et contrôles",
    "Essais cliniques",
    "Stérilisation",
    "Toxicologie",
]
NOTES = [
    "",
    "Chimiothérapies",
    "Partagé 3 mois pharmacie clinique / 3 mois rétrocession",
    "",
    "Dispositifs médicaux",
]


def identity(rang: int) -> str:
    """« Mehdi BENALI »."""
    return f"{FIRST[rang % len(FIRST)]} {LAST[rang * 7 % len(LAST)]}"


def intern_id(rang: int) -> str:
    """A fixed id by rank."""
    return f"00000000-0000-4000-8000-{rang:012d}"


def postes() -> list[postes_pb2.Poste]:
    """Every post of the offer."""
    found = []
    numero = 2900
    for number, (departement, etablissement) in enumerate(HOSPITALS):
        for place, service in enumerate(WARDS):
            for each in range(1 + (number + place) % 4):
                numero += 1
                des = DES if numero % 5 else OTHER_DES
                found.append(
                    postes_pb2.Poste(
                        semestre=SEMESTRE,
                        numero=numero,
                        imotep=f"{11000300 + number * 10 + place}",
                        etablissement=etablissement,
                        departement=departement,
                        service=service,
                        chef_de_service=f"Pr {CHIEFS[(number + place) % len(CHIEFS)]}",
                        groupe_code=GROUPE,
                        groupe_label=GROUPE_LABEL,
                        des_code=des[0],
                        des_label=des[1],
                        regimes=["socle"],
                        type="Hospitalier",
                        reserve=numero % 5 == 0,
                        flechage=NOTES[(numero + each) % len(NOTES)],
                        publie=True,
                    )
                )
    return found


def amphi(now: datetime, state: pb.AmphiState.ValueType = pb.AMPHI_STATE_EN_COURS) -> pb.Amphi:
    """The amphi that runs."""
    found = pb.Amphi(
        amphi_id=AMPHI,
        code="POI-S",
        libelle="Pharmacie, option innovation",
        semestre=SEMESTRE,
        groupe_code=GROUPE,
        groupe_label=GROUPE_LABEL,
        formation="pharmacien",
        regimes=["socle"],
        offer_id=OFFER,
        state=state,
        call_list_version_id=VERSION,
        internes=INTERNS,
        cut=True,
    )
    found.settings.duree_tour.FromTimedelta(timedelta(seconds=90))
    found.settings.delai_fin.FromTimedelta(timedelta(minutes=5))
    found.settings.retours_max = 3
    found.favoris_at.FromDatetime(now - timedelta(days=3))
    found.starts_at.FromDatetime(now - timedelta(hours=1))
    found.ends_at.FromDatetime(now + timedelta(hours=3))
    return found


def coming_amphi(now: datetime) -> pb.Amphi:
    """One that is validated for later."""
    found = amphi(now, pb.AMPHI_STATE_VALIDE)
    found.amphi_id = OTHER_AMPHI
    found.code, found.libelle = "CHIR-A", "Spécialités chirurgicales"
    found.groupe_code, found.groupe_label = "3", "3 - SPÉCIALITÉS CHIRURGICALES"
    found.regimes[:] = ["approfondissement", "consolidation"]
    found.formation = "medecin"
    found.favoris_at.FromDatetime(now + timedelta(days=2))
    found.starts_at.FromDatetime(now + timedelta(days=5))
    found.ends_at.FromDatetime(now + timedelta(days=6))
    return found


def version() -> ranking_pb2.Version:
    """The published call list."""
    found = ranking_pb2.Version(
        version_id=VERSION,
        number=3,
        groupe_label=GROUPE_LABEL,
        internes=INTERNS,
        publication=ranking_pb2.PUBLICATION_STATE_DEFINITIVE,
    )
    found.scope.semestre, found.scope.groupe_code = SEMESTRE, GROUPE
    found.scope.regimes[:] = ["socle"]
    found.published_at.FromDatetime(datetime(2026, 11, 12, 9, 30, tzinfo=UTC))
    return found


def line(rang: int, *, full: bool) -> ranking_pb2.CallListLine:
    """A line of the call list."""
    return ranking_pb2.CallListLine(
        rang_appel=rang,
        intern_id=intern_id(rang) if full else "",
        identity=identity(rang) if full else public_identity(identity(rang)),
        des_label=DES[1],
        anciennete=max(0, 9 - rang // 15),
        promotion=2022 + rang // 40,
        effectif_promo_local=100,
        rang_local=(rang * 37) % 100 + 1,
        promotion_theorique=2022 + rang // 40,
        effectif_promo_theorique=150,
        rang_actualise=f"{((rang * 37) % 100 + 1) * 1.5:.2f}",
        absence_prevue=rang % 40 == 0,
    )


def semestres() -> list[register_pb2.Semestre]:
    """Two semesters, the one being chosen current."""
    return [
        register_pb2.Semestre(code="112026", newest_promotion=2026),
        register_pb2.Semestre(code=SEMESTRE, newest_promotion=2026, current=True),
    ]
