"""How times, numbers and words are written for French readers. Times are Paris times."""

from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from google.protobuf.timestamp_pb2 import Timestamp

PARIS: Final = ZoneInfo("Europe/Paris")
NBSP: Final = "\u00a0"
NARROW: Final = "\u202f"
DAYS: Final = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS: Final = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
REGIMES: Final = {
    "ancien": "Ancien régime",
    "socle": "Phase socle",
    "approfondissement": "Phase d’approfondissement",
    "consolidation": "Phase de consolidation",
}
FORMATIONS: Final = {"medecin": "Médecine", "pharmacien": "Pharmacie", "dentiste": "Odontologie"}
TYPES_CHOIX: Final = {
    "classique": "classique",
    "surnombre_validant": "surnombre validant",
    "surnombre_non_validant": "surnombre non validant",
}
SEMESTRE_MONTHS: Final = {"05": "mai", "11": "novembre"}

Moment = datetime | Timestamp | None


def paris(moment: Moment) -> datetime | None:
    """Give a moment in Paris time; None for one that is not known (an empty Timestamp too)."""
    if isinstance(moment, Timestamp):
        moment = moment.ToDatetime(tzinfo=UTC) if moment.seconds else None
    return moment.astimezone(PARIS) if moment else None


def day(moment: Moment) -> str:
    """« lundi 23 novembre 2026 », or « date à venir »."""
    local = paris(moment)
    if local is None:
        return "date à venir"
    first = "1er" if local.day == 1 else str(local.day)
    return f"{DAYS[local.weekday()]} {first}{NBSP}{MONTHS[local.month - 1]} {local.year}"


def clock_time(moment: Moment, *, seconds: bool = False) -> str:
    """« 9 h 05 » or, with seconds, « 09:05:12 »."""
    local = paris(moment)
    if local is None:
        return "heure à venir"
    return local.strftime("%H:%M:%S") if seconds else f"{local.hour}{NBSP}h{NBSP}{local.minute:02}"


def when(moment: Moment, now: datetime | None = None) -> str:
    """« 9 h 05 » today, else « lundi 23 novembre 2026 à 9 h 05 »."""
    local = paris(moment)
    if local is None:
        return "date à venir"
    today = paris(now or datetime.now(UTC))
    if today is not None and local.date() == today.date():
        return f"aujourd’hui à {clock_time(local)}"
    return f"{day(local)} à {clock_time(local)}"


def between(first: Moment, last: Moment, now: datetime | None = None) -> str:
    """« entre 9 h 05 et 9 h 12 » today, else « lundi 23 novembre 2026 entre 9 h 05 et 9 h 12 »."""
    local, today = paris(first), paris(now or datetime.now(UTC))
    other_day = local is not None and today is not None and local.date() != today.date()
    return f"{day(local) if other_day else ''} entre {clock_time(first)} et {clock_time(last)}".strip()


def iso(moment: Moment) -> str:
    """Give the machine's form, for the `datetime` attribute of `<time>`."""
    local = paris(moment)
    return local.isoformat(timespec="seconds") if local else ""


def semestre(code: str) -> str:
    """« 052027 » → « mai 2027 »; a rehearsal’s has no month (SIM-1)."""
    if code.startswith("essai-"):
        return "amphi blanc"
    return f"{SEMESTRE_MONTHS.get(code[:2], code[:2])} {code[2:]}" if len(code) == len("MMYYYY") else code


def rang(value: str) -> str:
    """Write a rank with the French decimal mark: « 120.00 » → « 120,00 »."""
    return value.replace(".", ",")


def number(value: int) -> str:
    """Group thousands: 5500 → « 5 500 »."""
    return f"{value:,}".replace(",", NARROW)


def plural(count: int, one: str, many: str | None = None) -> str:
    """« 1 poste », « 3 postes », « 0 poste »."""
    word = one if abs(count) < 2 else many or f"{one}s"  # noqa: PLR2004  # French: plural from two on
    return f"{number(count)}{NBSP}{word}"


def ordinal(value: int) -> str:
    """1 → « 1er », 2 → « 2e »."""
    return "1er" if value == 1 else f"{value}e"


def regime(code: str) -> str:
    """Name a régime as users know it."""
    return REGIMES.get(code, code)


def regimes(codes: list[str] | tuple[str, ...]) -> str:
    """Name several, joined with commas."""
    return ", ".join(map(regime, codes))


def formation(code: str) -> str:
    """Name a formation as users know it."""
    return FORMATIONS.get(code, code)


def type_choix(code: str) -> str:
    """Name a type de choix as users know it; nothing recorded is classique (STA-1)."""
    return TYPES_CHOIX.get(code or "classique", code)


def telephone(number: str) -> str:
    """Write a French number as French people read it: « +33639980061 » → « 06 39 98 00 61 »."""
    national = f"0{number.removeprefix('+33')}" if number.startswith("+33") else number
    if not (national.isascii() and national.isdigit() and len(national) == len("0612345678")):
        return number
    return NBSP.join(national[place : place + 2] for place in range(0, len(national), 2))


def public_identity(identity: str) -> str:
    """« Mehdi MARTIN » → « Mehdi M » (PUB-3): the surname is the last run of words in capitals."""
    words = identity.split()
    if len(words) < 2:  # noqa: PLR2004  # a single word is a first name
        return identity
    surname = len(words) - 1
    while surname > 1 and words[surname - 1].isupper() and words[surname].isupper():
        surname -= 1
    return f"{' '.join(words[:surname])} {words[surname][0].upper()}"


FILTERS: Final = {
    "between": between, "clock_time": clock_time, "day": day, "formation": formation, "iso": iso,
    "number": number, "ordinal": ordinal, "plural": plural, "rang": rang, "regime": regime,
    "regimes": regimes, "semestre": semestre, "telephone": telephone, "type_choix": type_choix, "when": when,
}  # fmt: skip
