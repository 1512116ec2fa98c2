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
POSTS = range(2901, 2916)
START = datetime(2027, 3, 1, 8, 0, tzinfo=UTC)


def intern(rang: int) -> str:
    return f"10000000-0000-0000-0000-{rang:012d}"


def address(rang: int) -> str:
    return f"interne{rang}@interne.example"


def mandataire(rang: int) -> str:
    return f"mandataire{rang}@mandataire.example"


def done(decision: Any) -> dict[str, Any]:
    """What a command is answered, and its row keeps."""
    return {"done": {"seq": decision["seq"], "hash": decision["hash"]}}


def text(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def micros(span: timedelta) -> int:
    return span // timedelta(microseconds=1)


@dataclass
class Teller:
    """What happened, told as each of those who keep something would have it."""

    internes: int = 10
    now: datetime = START
    clients: list[Any] = field(default_factory=list)
    mails: list[Any] = field(default_factory=list)
    commands: list[Any] = field(default_factory=list)
    places: list[Any] = field(default_factory=list)
    settlements: list[Any] = field(default_factory=list)
    record: list[Any] = field(default_factory=list)
    away: list[Any] = field(default_factory=list)
    posts: dict[int, Any] = field(default_factory=dict)
    ids: Any = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        settings = {"duree_tour_us": micros(DUREE), "delai_absent_us": micros(DELAI)}
        interns = [
            {"intern_id": intern(rang), "rang_appel": rang, "absence_prevue": False}
            for rang in range(1, self.internes + 1)
        ]
        self.posts = {
            numero: {"numero": numero, "des": "50", "reserve": True, "publie": True} for numero in POSTS
        }
        self.decide("validated", settings=settings, interns=interns)
        self.decide("slice_started", number=1)

    def later(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    def decide(self, kind: str, *, actor: str = "moteur", **payload: Any) -> Any:
        line = {
            "amphi_id": AMPHI,
            "seq": len(self.record) + 1,
            "at": max(text(self.now), self.record[-1]["at"] if self.record else ""),
            "actor": actor,
            "type": kind,
            "payload": payload,
            "prev_hash": self.record[-1]["hash"] if self.record else FIRST,
        }
        self.record.append({**line, "hash": digest(line)})
        self.note("head", client="onlooker", amphi_id=AMPHI, seq=line["seq"])
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
        self,
        rang: int,
        numero: int,
        turn_id: str,
        *,
        refused: str = "",
        times: int = 1,
        type_choix: str = "classique",
        par: str = "interne",
    ) -> str:
        """Sent, received, settled, appended, answered, mailed, seen."""
        choice_id = f"30000000-0000-0000-0000-{next(self.ids):012d}"
        key = f"key-{choice_id[-12:]}"
        sent = {"client": f"{par} {rang}", "amphi_id": AMPHI, "intern_id": intern(rang), "key": key}
        for _ in range(times):
            self.note("sent", **sent, numero=numero)
        received_at = text(self.now)
        about: dict[str, Any] = {"turn_id": turn_id, "intern_id": intern(rang), "rang_appel": rang}
        about |= {"numero": numero, "choice_id": choice_id, "received_at": received_at}
        self.later(0.2)
        answer: dict[str, Any]
        if refused:
            self.decide("choice_refused", **about, reason=refused, ends_at=text(self.now))
            answer, stored = {"refused": {"code": refused}}, {"refus": refused}
            told: dict[str, Any] = {"yes": False, "code": refused}
        else:
            how: dict[str, Any] = {"took_us": 1, "type_choix": type_choix, "par": par}
            decision = self.decide("chosen", **about, **how, actor=f"{par}:{rang}")
            answer, stored = done(decision), {"affectation_id": choice_id}
            told = {"yes": True, **answer["done"], "recu_a": received_at}
            self.give(about, beside=type_choix.startswith("surnombre"))
            self.mail(rang, "choice", numero)
            if par == "mandataire":
                self.mails.append({"to": mandataire(rang), "about": "by_proxy", "numero": numero})
            self.note("saw", client="onlooker", amphi_id=AMPHI, rang=rang, numero=numero)
        self.settled(choice_id, key, about, stored, answer, turn_id)
        for _ in range(times):
            self.note("answered", **sent, numero=numero, **told)
        return choice_id

    def give(self, about: dict[str, Any], *, beside: bool = False) -> None:
        """A place, as postes keeps it."""
        self.places.append({"semestre": SEMESTRE, "amphi_id": AMPHI, "surnombre": beside, **about})

    def mail(self, rang: int, about: str, numero: int) -> None:
        """To the intern."""
        self.mails.append({"to": address(rang), "about": about, "numero": numero})

    def settled(
        self, command_id: str, key: str, asked: Any, stored: Any, answer: Any, turn_id: str | None = None
    ) -> None:
        """What both databases keep of what was asked."""
        self.settlements.append({"id": command_id, "turn_id": turn_id, "answer": stored})
        about = {"id": command_id, "amphi_id": AMPHI, "key": key, "turn_id": turn_id}
        self.commands.append({**about, "payload": asked, "answer": answer})

    def note(self, what: str, **facts: Any) -> None:
        """What a client notes."""
        self.clients.append({"what": what, **facts, "at": text(self.now)})

    def miss(self, rang: int, turn_id: str, *, cause: str = "temps_ecoule", outcome: str = "absent") -> None:
        about: dict[str, Any] = {"turn_id": turn_id, "intern_id": intern(rang), "rang_appel": rang}
        self.decide("turn_missed", **about, outcome=outcome, cause=cause, button_only=False)

    def gone(self, part: str, seconds: float, *, alone: bool = True) -> None:
        """Away from now on; time passes."""
        since = self.now
        self.later(seconds)
        self.away.append({"part": part, "since": text(since), "until": text(self.now), "alone": alone})

    def history(self) -> History:
        """All of it, as it would be read."""
        ranks = range(1, self.internes + 1)
        row = {"id": AMPHI, "semestre": SEMESTRE, "seq": len(self.record), "hash": self.record[-1]["hash"]}
        self.note("head", client="onlooker", amphi_id=AMPHI, seq=row["seq"])
        return History(
            clients=self.clients,
            mails=self.mails,
            session={
                "amphi": [row],
                "command": self.commands,
                "decision": list(self.record),
                "roster": [{"intern_id": intern(rang), "des_code": "50"} for rang in ranks],
            },
            postes={"place": self.places, "settlement": self.settlements, "post": list(self.posts.values())},
            record=self.record,
            published=[*self.record[:4], *self.record[1:]],
            away=self.away,
            addresses={intern(rang): address(rang) for rang in ranks},
            mandataires={intern(rang): mandataire(rang) for rang in ranks},
        )
