"""The demonstration's posts: wards of real hospitals, over 107 % of the interns of each DES (ADM-10)."""

from dataclasses import dataclass
from math import ceil
from random import Random

from deploy.local.demo.facts import HOSPITALS, SEMESTRE, Des, Groupe, Hospital
from deploy.local.demo.people import NOMS

FLECHAGES = (
    "",
    "",
    "",
    "",
    "Consultations",
    "Garde sur place",
    "Partagé 3 mois bloc / 3 mois service",
    "Temps partagé avec la recherche",
)
SHARE_OFFERED = 1.12
"""Posts offered for one intern: over the 107 % asked for, so that the last ones still have a choice."""


@dataclass(frozen=True, slots=True)
class Post:
    """One line of the file of posts."""

    numero: int
    imotep: str
    hospital: Hospital
    service: str
    chef: str
    groupe: Groupe
    des: Des
    reserve: bool
    flechage: str


def invent(groupes: tuple[Groupe, ...], chance: Random) -> tuple[Post, ...]:
    """Every post of these groupes, numbered from 2901."""
    posts: list[Post] = []
    ward = 0
    for groupe in groupes:
        for des in groupe.des:
            left = max(ceil(des.internes * SHARE_OFFERED), des.internes + 2)
            while left > 0:
                ward += 1
                size = min(left, chance.randint(1, 3))
                posts.extend(_ward(ward, size, 2901 + len(posts), groupe, des, chance))
                left -= size
    return tuple(posts)


def _ward(ward: int, size: int, first: int, groupe: Groupe, des: Des, chance: Random) -> list[Post]:
    hospital = chance.choices(HOSPITALS, [hospital.size for hospital in HOSPITALS])[0]
    chef = f"Pr {chance.choice(NOMS)}" if hospital.size > 1 else f"Dr {chance.choice(NOMS)}"
    service = f"{des.wards[ward % len(des.wards)]}"
    return [
        Post(
            numero=first + place,
            imotep=f"{11_000_000 + ward * 37:08d}",
            hospital=hospital,
            service=service,
            chef=chef,
            groupe=groupe,
            des=des,
            reserve=len(groupe.des) == 1 or chance.random() < 0.85,
            flechage=chance.choice(FLECHAGES),
        )
        for place in range(size)
    ]


def columns(post: Post) -> dict[str, str]:
    """The post as a line of the import file (IFC-8)."""
    return {
        "semestre": SEMESTRE,
        "numero": str(post.numero),
        "imotep": post.imotep,
        "etablissement": post.hospital.name,
        "departement": post.hospital.departement,
        "service": post.service,
        "chef_de_service": post.chef,
        "groupe": post.groupe.whole,
        "des": post.des.whole,
        "regimes": post.groupe.regime,
        "type": "Adulte",
        "reserve": "oui" if post.reserve else "non",
        "flechage": post.flechage,
        "publie": "oui",
    }
