"""What happens beside the turns, told as each of those who keep something would have it."""

from typing import Any

from tests.faults.telling import AMPHI, Teller, done, intern, text

ONE, OTHER = "ars:administrateur:one", "ars:administrateur:other"


def place(teller: Teller, rang: int, numero: int, *, noted: bool = False) -> None:
    """ARS gives a post outside the choice (CHX-8); `noted`: before validation, which is answered at once."""
    placement_id = f"50000000-0000-0000-0000-{next(teller.ids):012d}"
    about: dict[str, Any] = {"intern_id": intern(rang), "rang_appel": rang, "numero": numero}
    sent = {"client": "gestionnaire", "amphi_id": AMPHI, "rang": rang, "numero": numero}
    if noted:
        teller.note("asked", act="note a placement", **sent)
        teller.note("told", act="note a placement", **sent, yes=True, seq=0)
    else:
        sent |= {"act": "place", "key": placement_id, "intern_id": intern(rang)}
        teller.note("sent", **sent)
    received_at = text(teller.now)
    teller.later(0.1)
    decision = teller.decide("placed", placement_id=placement_id, **about, received_at=received_at)
    teller.give({**about, "turn_id": None})
    teller.mail(rang, "placed", numero)
    teller.settled(placement_id, placement_id, about, {"affectation_id": placement_id}, done(decision))
    if not noted:
        teller.note("answered", **sent, yes=True, seq=decision["seq"])


def correct(teller: Teller, *lines: tuple[int, int, int]) -> None:
    """ARS gives other posts than those held: (rank, before, after), together (CHX-6)."""
    correction_id = f"40000000-0000-0000-0000-{next(teller.ids):012d}"
    told: list[dict[str, Any]] = [
        {"amphi_id": AMPHI, "intern_id": intern(rang), "rang_appel": rang, "before": before, "numero": numero}
        for rang, before, numero in lines
    ]
    sent: dict[str, Any] = {"client": "administrateur", "amphi_id": AMPHI, "act": "correct"}
    sent |= {"key": correction_id, "correction_id": correction_id, "lines": told}
    teller.note("sent", **sent)
    persons = {"proposed_by": ONE, "approved_by": OTHER}
    about: dict[str, Any] = {"correction_id": correction_id, "lines": told, **persons}
    about |= {"received_at": text(teller.now)}
    decision = teller.decide("corrected", **about)
    for line in told:
        old = next(row for row in teller.places if row["intern_id"] == line["intern_id"])
        old["superseded_by"] = correction_id
        teller.places.append({**old, "numero": line["numero"], "turn_id": None, "superseded_by": None})
        teller.mail(line["rang_appel"], "corrected", line["numero"])
    stored: dict[str, Any] = {"affectation_ids": []}
    teller.settled(correction_id, correction_id, {"lines": told}, stored, done(decision))
    teller.note("answered", **sent, yes=True, seq=decision["seq"])


def procuration(teller: Teller, rang: int, *, given: bool = True) -> None:
    """The intern names somebody, or nobody any more; session counts it at once (PRC-1, PRC-4)."""
    _right(teller, rang, "procuration", given)


def type_choix(teller: Teller, rang: int, wanted: str) -> None:
    """ARS accepts it on the spot (STA-3)."""
    _right(teller, rang, "type_choix", wanted)


def offer(teller: Teller, act: str, numero: int, **now: bool) -> None:
    """A gestionnaire changes a post; what it is `now`."""
    about: dict[str, Any] = {"client": "gestionnaire", "act": act, "numero": numero}
    teller.note("asked", **about)
    before = teller.posts.get(numero, {"numero": numero, "des": "50", "reserve": True})
    teller.posts[numero] = {**before, **now}
    teller.note("told", **about, yes=True)


def _right(teller: Teller, rang: int, name: str, wanted: Any) -> None:
    about: dict[str, Any] = {"client": f"interne {rang}", "act": name, "amphi_id": AMPHI}
    about |= {"intern_id": intern(rang), "rang": rang, "wanted": wanted}
    teller.note("asked", **about)
    teller.decide(f"{name}_set", **{"intern_id": intern(rang), "rang_appel": rang, name: wanted})
    teller.note("told", **about, yes=True, effective=True)
    teller.later(0.1)
