"""What a decision rests on besides the log: all of it is handed in, read under the amphi's lock."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from services.session.domain.amphi import Passage, Who
from services.session.domain.choix import Choix

LONG_ENOUGH_AWAY = timedelta(seconds=30)
"""A pod that dies must not shorten a turn: away is who was away so long before the announcement (LIV-3)."""
STAMP_IS_FRESH = timedelta(seconds=1.5)
SUCCESSES_TO_THAW = 2


@dataclass(frozen=True, slots=True)
class Probes:
    """What the replicas' probes of postes say: the last success, and how many without a gap (decision 3)."""

    seen_at: datetime
    successes: int


@dataclass(frozen=True, slots=True)
class Moment:
    """`now` by the amphi's clock; its unanswered choice; presence leases; postes' probes.

    `intervening` are the interns named in a placement or correction that postes has not answered yet: they
    get no turn before (decision 5). `probes` is None as long as nobody ever reached postes.
    """

    now: datetime
    unanswered: Choix | None = None
    leases: Mapping[Who, datetime] = field(default_factory=dict)
    probes: Probes | None = None
    intervening: frozenset[UUID] = frozenset()

    def is_present(self, passage: Passage) -> bool:
        """Whether the person who may choose has a connection now (LIV-3)."""
        lease = self._lease(passage)
        return lease is not None and lease > self.now

    def is_long_away(self, passage: Passage) -> bool:
        """Whether that person has had none for long enough that `delai_absent` may be short."""
        lease = self._lease(passage)
        return lease is None or lease <= self.now - LONG_ENOUGH_AWAY

    def is_long_since(self, instant: datetime, patience: timedelta) -> bool:
        """Whether that is past and over, also by a clock that went back since."""
        return not timedelta(0) <= self.now - instant < patience

    @property
    def postes_is_fresh(self) -> bool:
        """Whether a deadline may be judged: postes was there a moment ago.

        A stamp far ahead says nothing: the clock went back since.
        """
        return self.probes is not None and abs(self.probes.seen_at - self.now) <= STAMP_IS_FRESH

    @property
    def postes_is_back(self) -> bool:
        """Whether postes has answered often enough for time to run again."""
        return self.postes_is_fresh and self.probes is not None and self.probes.successes >= SUCCESSES_TO_THAW

    def _lease(self, passage: Passage) -> datetime | None:
        return None if passage.chooser is None else self.leases.get(passage.chooser)
