"""The demonstration's world: real hospitals and specialities of Île-de-France, a small campaign."""

from dataclasses import dataclass

SEMESTRE = "052027"
"""The semester being chosen."""

SEMESTRE_EN_COURS = "112026"
NEWEST_PROMOTION = 2026


@dataclass(frozen=True, slots=True)
class Hospital:
    """A hospital, its département, and how it is written in a list of posts."""

    name: str
    departement: str
    size: int
    """1 (small) to 3 (large university hospital): how many of a kind of ward it has posts in."""


HOSPITALS = (
    Hospital("PITIÉ-SALPÊTRIÈRE", "75", 3),
    Hospital("COCHIN – PORT-ROYAL", "75", 3),
    Hospital("BICÊTRE", "94", 3),
    Hospital("NECKER – ENFANTS MALADES", "75", 3),
    Hospital("HENRI-MONDOR", "94", 3),
    Hospital("EUROPÉEN GEORGES-POMPIDOU", "75", 3),
    Hospital("BICHAT – CLAUDE-BERNARD", "75", 3),
    Hospital("LARIBOISIÈRE", "75", 2),
    Hospital("SAINT-ANTOINE", "75", 2),
    Hospital("SAINT-LOUIS", "75", 2),
    Hospital("TENON", "75", 2),
    Hospital("ROBERT-DEBRÉ", "75", 2),
    Hospital("AMBROISE-PARÉ", "92", 2),
    Hospital("BEAUJON", "92", 2),
    Hospital("ANTOINE-BÉCLÈRE", "92", 2),
    Hospital("LOUIS-MOURIER", "92", 1),
    Hospital("FOCH", "92", 2),
    Hospital("AVICENNE", "93", 2),
    Hospital("DELAFONTAINE – SAINT-DENIS", "93", 1),
    Hospital("ANDRÉ-MIGNOT – VERSAILLES", "78", 2),
    Hospital("POISSY – SAINT-GERMAIN", "78", 1),
    Hospital("RENÉ-DUBOS – PONTOISE", "95", 1),
    Hospital("SUD-FRANCILIEN – CORBEIL", "91", 1),
    Hospital("MARNE-LA-VALLÉE", "77", 1),
    Hospital("CHI DE CRÉTEIL", "94", 1),
)


@dataclass(frozen=True, slots=True)
class Des:
    """A speciality, how many of its interns choose in the demonstration, and the wards that train it."""

    code: str
    label: str
    internes: int
    wards: tuple[str, ...]

    @property
    def whole(self) -> str:
        """As the files write it: « 33 - GYNÉCOLOGIE OBSTÉTRIQUE »."""
        return f"{self.code} - {self.label}"


@dataclass(frozen=True, slots=True)
class Groupe:
    """Specialities that choose together, and the régime whose interns choose in the demonstration."""

    code: str
    label: str
    formation: str
    regime: str
    concours: str
    des: tuple[Des, ...]

    @property
    def whole(self) -> str:
        """As the files write it: « 3 - SPECIALITES CHIRURGICALES »."""
        return f"{self.code} - {self.label}"


CHIRURGIE = Groupe(
    "3",
    "SPECIALITES CHIRURGICALES",
    "medecin",
    "approfondissement",
    "EDN",
    (
        Des(
            "33",
            "GYNÉCOLOGIE OBSTÉTRIQUE",
            34,
            (
                "Gynécologie-obstétrique",
                "Chirurgie gynécologique et mammaire",
                "Maternité, grossesses à risque",
            ),
        ),
        Des(
            "31",
            "CHIRURGIE ORTHOPÉDIQUE ET TRAUMATOLOGIQUE",
            28,
            ("Chirurgie orthopédique et traumatologique", "Chirurgie de la main"),
        ),
        Des(
            "32",
            "CHIRURGIE VISCÉRALE ET DIGESTIVE",
            24,
            ("Chirurgie viscérale et digestive", "Chirurgie colorectale"),
        ),
        Des("36", "OPHTALMOLOGIE", 18, ("Ophtalmologie", "Ophtalmologie, rétine")),
        Des("37", "OTO-RHINO-LARYNGOLOGIE", 14, ("ORL et chirurgie cervico-faciale",)),
        Des("38", "UROLOGIE", 12, ("Urologie",)),
        Des("35", "NEUROCHIRURGIE", 6, ("Neurochirurgie",)),
        Des("34", "CHIRURGIE VASCULAIRE", 6, ("Chirurgie vasculaire",)),
    ),
)

PHARMACIE = Groupe(
    "50",
    "PHARMACIE HOSPITALIÈRE",
    "pharmacien",
    "socle",
    "R3C-Pharm Nat",
    (
        Des(
            "50",
            "PHARMACIE HOSPITALIÈRE",
            36,
            (
                "Pharmacie clinique",
                "Dispositifs médicaux stériles",
                "Unité de reconstitution des cytotoxiques",
                "Essais cliniques",
            ),
        ),
    ),
)

ODONTOLOGIE = Groupe(
    "60",
    "MÉDECINE BUCCO-DENTAIRE",
    "dentiste",
    "approfondissement",
    "INT-ODONT",
    (
        Des(
            "60",
            "MÉDECINE BUCCO-DENTAIRE",
            12,
            ("Odontologie", "Odontologie pédiatrique", "Urgences odontologiques"),
        ),
    ),
)

GROUPES = (CHIRURGIE, PHARMACIE, ODONTOLOGIE)

UFRS = {
    "medecin": (
        "Paris Cité Méd",
        "Sorbonne Méd",
        "Paris-Saclay Méd",
        "Créteil Méd",
        "Versailles Méd",
        "Bobigny Méd",
    ),
    "pharmacien": ("Paris Cité Pharma", "Paris-Saclay Pharma"),
    "dentiste": ("Paris Cité Odonto",),
}
