"""Writes histories of an amphi in which everything holds, so that tests can doctor them."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from tests.faults.checker.chain import FIRST, digest
from tests.faults.history import History

AMPHI = "a0000000-0000-0000-0000-000000000001"
SEMESTRE = "052027"
DUREE, DELAI = timedelta(seconds=20), timedelta(seconds=10)
START = datetime(2027, 3, 1, 8, 0, tzinfo=UTC)


def intern(rang: int) -> str:
    return f"10000000-0000-0000-0000-{rang:012d}"


def address(rang: int) -> str:
    return f"interne{rang}@interne.example"


def text(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def micros(span: timedelta) -> int:
    return span // timedelta(microseconds=1)


@dataclass
class Teller:
    """What happened, told as each of those who keep something would have it."""

    internes: int = 6
    now: datetime = START
    clients: list[Any] = field(default_factory=list)
    mails: list[Any] = field(default_factory=list)
    commands: list[Any] = field(default_factory=list)
    places: list[Any] = field(default_factory=list)
    settlements: list[Any] = field(default_factory=list)
    record: list[Any] = field(default_factory=list)
    away: list[Any] = field(default_factory=list)
    ids: Any = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        settings = {"duree_tour_us": micros(DUREE), "delai_absent_us": micros(DELAI)}
        interns = [
            {"intern_id": intern(rang), "rang_appel": rang, "absence_prevue": False}
            for rang in range(1, self.internes + 1)
        ]
        self.decide("validated", settings=settings, interns=interns)
        self.decide("slice_started", number=1)

    def later(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    def decide(self, kind: str, **payload: Any) -> Any:
        line = {
            "amphi_id": AMPHI,
            "seq": len(self.record) + 1,
            "at": max(text(self.now), self.record[-1]["at"] if self.record else ""),
            "actor": "moteur",
            "type": kind,
            "payload": payload,
            "prev_hash": self.record[-1]["hash"] if self.record else FIRST,
        }
        self.record.append({**line, "hash": digest(line)})
        self.clients.append(
            {
                "what": "head",
                "client": "onlooker",
                "amphi_id": AMPHI,
                "seq": line["seq"],
                "at": text(self.now),
            }
        )
        return self.record[-1]

    def announce(self, rang: int, *, seen: bool = True) -> str:
        turn_id = f"20000000-0000-0000-0000-{next(self.ids):012d}"
        ends_at = self.now + (DUREE if seen else DELAI)
        self.decide(
            "turn_announced",
            turn_id=turn_id,
            intern_id=intern(rang),
            rang_appel=rang,
            announced_at=text(self.now),
            ends_at=text(ends_at),
            seen=seen,
        )
        return turn_id

    def choose(
        self, rang: int, numero: int, turn_id: str, *, refused: str = "", times: int = 1, beside: bool = False
    ) -> str:
        """Sent, received, settled, appended, answered, mailed, seen."""
        choice_id = f"30000000-0000-0000-0000-{next(self.ids):012d}"
        key = f"key-{choice_id[-12:]}"
        sent = {"client": f"intern {rang}", "amphi_id": AMPHI, "intern_id": intern(rang), "key": key}
        for _ in range(times):
            self.clients.append({"what": "sent", **sent, "numero": numero, "at": text(self.now)})
        received_at = text(self.now)
        about = {"turn_id": turn_id, "intern_id": intern(rang), "rang_appel": rang, "numero": numero}
        about |= {"choice_id": choice_id, "received_at": received_at}
        self.later(0.2)
        answer: dict[str, Any]
        if refused:
            decision = self.decide("choice_refused", **about, reason=refused, ends_at=text(self.now))
            answer, stored = {"refused": {"code": refused}}, {"refus": refused}
            told = {"yes": False, "code": refused}
        else:
            type_choix = "surnombre_validant" if beside else "classique"
            decision = self.decide("chosen", **about, took_us=1, type_choix=type_choix)
            answer = {"done": {"seq": decision["seq"], "hash": decision["hash"]}}
            stored = {"affectation_id": choice_id}
            told = {"yes": True, "seq": decision["seq"], "hash": decision["hash"], "recu_a": received_at}
            self.places.append({"semestre": SEMESTRE, "amphi_id": AMPHI, "surnombre": beside, **about})
            self.mails.append({"to": address(rang), "numero": numero})
            seen = {"client": "onlooker", "amphi_id": AMPHI, "rang": rang, "numero": numero}
            self.clients.append({"what": "saw", **seen, "at": text(self.now)})
        self.settlements.append({"id": choice_id, "turn_id": turn_id, "answer": stored})
        self.commands.append(
            {
                "id": choice_id,
                "amphi_id": AMPHI,
                "key": key,
                "turn_id": turn_id,
                "payload": about,
                "answer": answer,
            }
        )
        for _ in range(times):
            self.clients.append({"what": "answered", **sent, "numero": numero, **told, "at": text(self.now)})
        return choice_id

    def correct(self, *lines: tuple[int, int, int]) -> None:
        """ARS gives other posts than those chosen: (rank, before, after), together (CHX-6)."""
        correction_id = f"40000000-0000-0000-0000-{next(self.ids):012d}"
        told = [
            {
                "amphi_id": AMPHI,
                "intern_id": intern(rang),
                "rang_appel": rang,
                "before": before,
                "numero": numero,
            }
            for rang, before, numero in lines
        ]
        decision = self.decide(
            "corrected", correction_id=correction_id, lines=told, received_at=text(self.now)
        )
        for line in told:
            old = next(row for row in self.places if row["intern_id"] == line["intern_id"])
            old["superseded_by"] = correction_id
            new = {"semestre": SEMESTRE, "numero": line["numero"], "turn_id": None, "superseded_by": None}
            self.places.append({**old, **new})
        done = {"done": {"seq": decision["seq"], "hash": decision["hash"]}}
        stored: dict[str, Any] = {"id": correction_id, "turn_id": None, "answer": {"affectation_ids": []}}
        self.settlements.append(stored)
        self.commands.append(
            {**stored, "amphi_id": AMPHI, "key": correction_id, "payload": {"lines": told}, "answer": done}
        )

    def miss(self, rang: int, turn_id: str, *, cause: str = "temps_ecoule", outcome: str = "absent") -> None:
        about = {"turn_id": turn_id, "intern_id": intern(rang), "rang_appel": rang}
        self.decide("turn_missed", **about, outcome=outcome, cause=cause, button_only=False)

    def gone(self, part: str, seconds: float, *, alone: bool = True) -> None:
        """Away from now on; time passes."""
        since = self.now
        self.later(seconds)
        self.away.append({"part": part, "since": text(since), "until": text(self.now), "alone": alone})

    def history(self) -> History:
        row = {"id": AMPHI, "semestre": SEMESTRE, "seq": len(self.record), "hash": self.record[-1]["hash"]}
        self.clients.append(
            {"what": "head", "client": "onlooker", "amphi_id": AMPHI, "seq": row["seq"], "at": text(self.now)}
        )
        return History(
            clients=self.clients,
            mails=self.mails,
            session={"amphi": [row], "command": self.commands, "decision": list(self.record)},
            postes={"place": self.places, "settlement": self.settlements},
            record=self.record,
            published=[*self.record[:4], *self.record[1:]],
            away=self.away,
            addresses={intern(rang): address(rang) for rang in range(1, self.internes + 1)},
        )


def told() -> Teller:
    """One of everything: a choice sent twice, a refusal, an absent put back, stops of each kind."""
    teller = Teller()
    turn = teller.announce(1)
    teller.later(3)
    teller.choose(1, 2901, turn, times=2)
    turn = teller.announce(2)
    teller.later(1)
    teller.choose(2, 2901, turn, refused="poste_pourvu")
    teller.choose(2, 2902, turn)
    turn = teller.announce(3, seen=False)
    teller.later(11)
    teller.miss(3, turn)
    turn = teller.announce(4)
    teller.decide("put_back", intern_id=intern(3), rang_appel=3, by="connexion")
    stopped(teller)
    postes_away(teller)
    teller.later(DUREE.total_seconds())
    teller.miss(4, turn, outcome="n_a_pas_choisi")
    turn = teller.announce(3)
    kafka_away(teller, turn)
    turn = teller.announce(5)
    teller.choose(5, 2905, turn)
    turn = teller.announce(6)
    teller.later(15)
    teller.choose(6, 2906, turn)
    teller.decide("closing", ends_at=text(teller.now))
    teller.decide("ended")
    return teller


def stopped(teller: Teller) -> None:
    teller.gone("session", 40)
    woken = {
        "woken_at": text(teller.now),
        "gap_us": micros(timedelta(seconds=40.5)),
        "ends_at": text(teller.now),
    }
    teller.decide("reprise", **woken)
    teller.later(0.5)


def postes_away(teller: Teller) -> None:
    since = teller.now
    teller.later(1)
    teller.gone("postes", 12)
    teller.decide("frozen", stopped_since=text(since))
    seen = {"client": "onlooker", "amphi_id": AMPHI, "at": text(teller.now)}
    teller.clients.append({"what": "frozen", **seen})
    teller.later(2)
    teller.decide("thawed", thawed_at=text(teller.now), ends_at=text(teller.now))


def kafka_away(teller: Teller, turn: str) -> None:
    since = teller.now
    teller.later(5)
    teller.choose(3, 2903, turn)
    teller.later(15)
    teller.away.append({"part": "kafka", "since": text(since), "until": text(teller.now), "alone": True})
