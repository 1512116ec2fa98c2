"""The demonstration's interns: invented persons with a plausible past, the same for the same seed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from unicodedata import normalize

from deploy.local.demo.facts import NEWEST_PROMOTION, SEMESTRE_EN_COURS, UFRS, Des, Groupe

MAIL_DOMAIN = "interne.example"

PRENOMS = """
    Camille Léa Manon Chloé Inès Jade Louise Emma Sarah Lina Zoé Juliette Alice Anaïs Clara Mathilde
    Nour Yasmine Aïcha Fatou Lucas Hugo Louis Gabriel Arthur Jules Adam Raphaël Paul Antoine Maxime
    Thomas Nicolas Mehdi Karim Ibrahim Mamadou Théo Baptiste Alexandre Élise Héloïse Margaux Noémie
    Océane Salomé Soline Victoire Gaël Loïc Rémi Étienne Côme Malo Noé Ruben Samuel
""".split()
NOMS = """
    MARTIN BERNARD DUBOIS THOMAS ROBERT RICHARD PETIT DURAND LEROY MOREAU SIMON LAURENT LEFÈVRE MICHEL
    GARCIA DAVID BERTRAND ROUX VINCENT FOURNIER MOREL GIRARD ANDRÉ MERCIER BLANC GUÉRIN BOYER GARNIER
    CHEVALIER FRANÇOIS LEGRAND GAUTHIER PERRIN ROBIN CLÉMENT MORIN NICOLAS HENRY ROUSSEL MATHIEU GAUTIER
    MASSON MARCHAND DUVAL DENIS DUMONT MARIE LEMAIRE NOËL MEYER DIALLO TRAORÉ BENALI HADDAD NGUYEN TRAN
    COHEN LÉVY PEREIRA FERREIRA LOPEZ KACI MANSOURI BELKACEM D’ALMEIDA LE-GALL KERVELLA
""".split()


@dataclass(frozen=True, slots=True)
class Semester:
    """One line of a cursus."""

    semestre: str
    nature: str
    valide: str
    motif: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """One intern of the register, with the semesters done."""

    ine: str
    nom: str
    prenom: str
    birth: date
    email: str
    phone: str
    groupe: Groupe
    des: Des
    promotion: int
    exam_rank: int
    ufr: str
    cursus: tuple[Semester, ...]


def invent(groupes: tuple[Groupe, ...], chance: Random) -> tuple[Person, ...]:
    """Everybody of these groupes; INE, e-mail and phone (numbers kept for fiction) are unique."""
    pairs = [(prenom, nom) for prenom in PRENOMS for nom in NOMS]
    chance.shuffle(pairs)
    names = iter(pairs)
    return tuple(
        _person(number, next(names), groupe, des, chance)
        for number, (groupe, des) in enumerate(_places(groupes), start=1)
    )


def _places(groupes: tuple[Groupe, ...]) -> Iterator[tuple[Groupe, Des]]:
    for groupe in groupes:
        for des in groupe.des:
            for _ in range(des.internes):
                yield groupe, des


def _person(number: int, name: tuple[str, str], groupe: Groupe, des: Des, chance: Random) -> Person:
    prenom, nom = name
    years = (1, 2, 3) if groupe.regime == "approfondissement" else (0, 1)
    promotion = NEWEST_PROMOTION - chance.choice(years)
    return Person(
        ine=f"{1_900_000_000 + number * 7919:010d}{'ABCDEFGHJK'[number % 10]}",
        nom=nom,
        prenom=prenom,
        birth=date(promotion - 25, 1, 1) + timedelta(days=chance.randrange(900)),
        email=f"{_plain(prenom)}.{_plain(nom)}@{MAIL_DOMAIN}",
        phone=f"06 39 98 {number // 100:02d} {number % 100:02d}",
        groupe=groupe,
        des=des,
        promotion=promotion,
        exam_rank=chance.randrange(1, 9000) if groupe.formation == "medecin" else chance.randrange(1, 600),
        ufr=chance.choice(UFRS[groupe.formation]),
        cursus=_cursus(promotion, chance),
    )


def _cursus(promotion: int, chance: Random) -> tuple[Semester, ...]:
    """A post each semester since the exam, now and then a year of research or a break."""
    codes = []
    for year in range(promotion, NEWEST_PROMOTION + 1):
        codes.append(f"11{year}")
        if year < NEWEST_PROMOTION:
            codes.append(f"05{year + 1}")
    past = [Semester(code, "stage", "oui") for code in codes if code != SEMESTRE_EN_COURS]
    if len(past) >= 3 and chance.random() < 0.15:
        nature, motif = chance.choice(
            (("recherche", "année-recherche"), ("disponibilite", "convenances personnelles"))
        )
        past[-1] = Semester(past[-1].semestre, nature, "oui" if nature == "recherche" else "non", motif)
    if len(past) >= 2 and chance.random() < 0.05:
        past[0] = Semester(past[0].semestre, "stage", "non", "stage non validé")
    return (*past, Semester(SEMESTRE_EN_COURS, "stage", "en cours"))


def _plain(text: str) -> str:
    letters = normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if letter.isascii() and letter.isalpha())
