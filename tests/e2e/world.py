"""What the chapters of the story share: the system, the campaign, and who sits in front of which browser."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from deploy.local.demo.accounts import PASSWORD
from deploy.local.demo.files import Campaign
from deploy.local.demo.people import Person
from tests.e2e import campaign
from tests.e2e.browsing import Visitor
from tests.e2e.mails import Mailbox
from tests.e2e.pages.interne import LiveAmphi, Space
from tests.e2e.pages.public import Public
from tests.e2e.pages.staff import Office, Room
from tests.local_system import LocalSystem


@dataclass(frozen=True, slots=True)
class Seat:
    """An intern, and the rank that the published call list gives."""

    rang: int
    person: Person

    @property
    def shown(self) -> str:
        """What anybody reads: first name and initial (PUB-3)."""
        return f"{self.person.prenom} {self.person.nom[0]}"


@dataclass(slots=True, repr=False)
class World:
    """One campaign, told from its files to its attestations."""

    system: LocalSystem
    arrive: Callable[..., Visitor]
    campaign: Campaign = field(default_factory=campaign.invent)
    seats: list[Seat] = field(default_factory=list)
    amphi_id: str = ""
    version_path: str = ""
    numero: int = 0
    office: Office = field(init=False)
    room: Room = field(init=False)
    anybody: Public = field(init=False)
    space: Space = field(init=False)
    amphi: LiveAmphi = field(init=False)
    late_amphi: LiveAmphi = field(init=False)
    phone: LiveAmphi = field(init=False)

    def __post_init__(self) -> None:
        """Everybody sits down."""
        self.office = Office(self.arrive(), self.system.demo["admin"])
        self.anybody = Public(self.arrive(phone=True), self.gateway)
        self.space = Space(self.arrive(), self.gateway)

    @property
    def gateway(self) -> str:
        """The interns' and public site."""
        address: str = self.system.demo["gateway"]
        return address

    @property
    def mailbox(self) -> Mailbox:
        """Every mail that was sent."""
        return Mailbox(self.system.demo["mailbox"])

    @property
    def administrateur(self) -> dict[str, Any]:
        """The first account of an empty system (IFC-4)."""
        account: dict[str, Any] = self.system.demo["accounts"][0]
        return account

    @property
    def first(self) -> Seat:
        """Simulated: opens the amphi."""
        return self.seats[0]

    @property
    def late(self) -> Seat:
        """Not there when called."""
        return self.seats[1]

    @property
    def newcomer(self) -> Seat:
        """Has no account when the story begins."""
        return self.seats[2]

    @property
    def hesitant(self) -> Seat:
        """Is there, on a phone, and does not choose when called."""
        return self.seats[3]

    @property
    def others(self) -> list[Seat]:
        """Simulated: come after."""
        return self.seats[4:]

    def seat(self, ranks: list[tuple[int, str]]) -> None:
        """Rank and INE of those who will choose, from the call list."""
        by_ine = {person.ine: person for person in self.campaign.people}
        self.seats = [Seat(rang, by_ine[ine]) for rang, ine in ranks]

    def enter(self, seat: Seat, *, phone: bool = False) -> Space:
        """Somebody who has an account logs in."""
        space = Space(self.arrive(phone=phone), self.gateway)
        space.log_in(seat.person.email, PASSWORD)
        return space
