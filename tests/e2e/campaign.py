"""A small invented campaign, and the files that ARS would bring of it (IFC-6…9).

Every surname ends in `MARK`: where it is read, somebody's name was shown.
"""

import io
from dataclasses import dataclass, replace
from random import Random

import xlsxwriter

from deploy.local.demo import files, offer, people
from deploy.local.demo.facts import PHARMACIE, Des, Groupe
from deploy.local.demo.people import Person

MARK = "QUILLEVERE"
GROUPE = Groupe(
    "3",
    "SPECIALITES CHIRURGICALES",
    "medecin",
    "approfondissement",
    "EDN",
    (
        Des(
            "33", "GYNÉCOLOGIE OBSTÉTRIQUE", 7, ("Gynécologie-obstétrique", "Maternité, grossesses à risque")
        ),
        Des("36", "OPHTALMOLOGIE", 4, ("Ophtalmologie", "Ophtalmologie, rétine")),
    ),
)
LONG_GROUPE = replace(PHARMACIE, des=(replace(PHARMACIE.des[0], internes=30),))
"""Enough interns for a service to be killed many times."""
SHORT_GROUPE = Groupe(
    "1",
    "SPECIALITES MEDICALES",
    "medecin",
    "approfondissement",
    "EDN",
    (
        Des("12", "MÉDECINE CARDIOVASCULAIRE", 2, ("Cardiologie", "Soins intensifs de cardiologie")),
        Des("19", "NÉPHROLOGIE", 2, ("Néphrologie", "Dialyse")),
    ),
)
"""Few enough for ARS to act on each turn."""
WRONG_LINE = 4
WRONG_DATE = "31/02/1999"


def invent(groupe: Groupe = GROUPE, seed: int = 33) -> files.Campaign:
    """The same campaign for the same seed; the last intern has a planned absence."""
    chance = Random(seed)  # noqa: S311  # invented data
    groupes = tuple(dict.fromkeys((GROUPE, LONG_GROUPE, groupe)))
    persons = [_marked(each) for each in people.invent(groupes, chance) if each.groupe == groupe]
    posts = [each for each in offer.invent(groupes, chance) if each.groupe == groupe]
    return files.Campaign(tuple(persons), tuple(posts), (persons[-1],))


def _marked(person: Person) -> Person:
    email = person.email.replace("@", f"-{MARK.lower()}@")
    return replace(person, nom=f"{person.nom}-{MARK}", email=email)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as a browser sends it."""

    name: str
    content: bytes


def uploads(campaign: files.Campaign) -> dict[str, Upload]:
    """Kind of import → its file, as CSV."""
    return {kind: Upload(f"{kind}.csv", content) for kind, content in campaign.files().items()}


def broken_workbook(campaign: files.Campaign) -> Upload:
    """The register as a workbook whose line `WRONG_LINE` has a birth date that never was."""
    rows = [line.split(";") for line in campaign.files()["internes"].decode("utf-8-sig").splitlines()]
    rows[WRONG_LINE - 1][rows[0].index("date_naissance")] = WRONG_DATE
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet("Registre")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return Upload("internes.xlsx", content.getvalue())
