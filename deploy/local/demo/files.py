"""The four files that ARS would bring, written from the invented campaign (IFC-6…9)."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from random import Random

from deploy.local.demo import offer, people
from deploy.local.demo.facts import GROUPES, SEMESTRE
from deploy.local.demo.people import Person

SEED = 2027


@dataclass(frozen=True, slots=True)
class Campaign:
    """The invented persons and posts, and the files that tell of them."""

    people: tuple[Person, ...]
    posts: tuple[offer.Post, ...]
    away: tuple[Person, ...]
    """Those with a planned absence."""

    def files(self) -> dict[str, bytes]:
        """Name of the import → CSV as a spreadsheet would save it."""
        return {
            "internes": _csv(_interne(person) for person in self.people),
            "cursus": _csv(line for person in self.people for line in _cursus(person)),
            "postes": _csv(offer.columns(post) for post in self.posts),
            "absences": _csv(
                {"ine": person.ine, "semestre": SEMESTRE, "motif": "disponibilité"} for person in self.away
            ),
        }


def invent(seed: int = SEED) -> Campaign:
    """The same campaign for the same seed."""
    chance = Random(seed)
    persons = people.invent(GROUPES, chance)
    return Campaign(persons, offer.invent(GROUPES, chance), tuple(persons[index] for index in (40, 90, 150)))


def _interne(person: Person) -> dict[str, str]:
    return {
        "ine": person.ine,
        "nom": person.nom,
        "prenom": person.prenom,
        "date_naissance": f"{person.birth:%d/%m/%Y}",
        "email": person.email,
        "telephone": person.phone,
        "formation": person.groupe.formation,
        "regime": person.groupe.regime,
        "groupe": person.groupe.whole,
        "des": person.des.whole,
        "concours": person.groupe.concours,
        "promotion": str(person.promotion),
        "rang_concours": str(person.exam_rank),
        "ufr": person.ufr,
        "actif": "oui",
    }


def _cursus(person: Person) -> Iterable[dict[str, str]]:
    for semester in person.cursus:
        yield {
            "ine": person.ine,
            "semestre": semester.semestre,
            "nature": semester.nature,
            "valide": semester.valide,
            "motif": semester.motif,
        }


def _csv(rows: Iterable[Mapping[str, str]]) -> bytes:
    lines = list(rows)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(lines[0]), delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(lines)
    return text.getvalue().encode("utf-8-sig")
