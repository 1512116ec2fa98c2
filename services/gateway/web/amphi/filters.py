"""Filters and order of the list of amphis, carried by the address (AMP-1)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from flask import request

from dci.session.v1.session_pb2 import Amphi

SORTS: Final[dict[str, Callable[[Amphi], object]]] = {
    "code": lambda amphi: amphi.code.casefold(),
    "groupe": lambda amphi: amphi.groupe_label.casefold(),
    "formation": lambda amphi: amphi.formation,
    "debut": lambda amphi: (amphi.starts_at.seconds or 2**40, amphi.code),
    "favoris": lambda amphi: (amphi.favoris_at.seconds or 2**40, amphi.code),
    "etat": lambda amphi: (amphi.state, amphi.code),
}
DEFAULT_SORT: Final = "debut"


@dataclass(frozen=True, slots=True)
class AmphiFilters:
    """What the address asks for, and what may be asked."""

    regime: str
    formation: str
    codes: tuple[str, ...]
    sort: str
    regimes: tuple[str, ...]
    formations: tuple[str, ...]
    all_codes: tuple[str, ...]

    @classmethod
    def asked(cls, amphis: Iterable[Amphi]) -> "AmphiFilters":
        """Read the address."""
        found = list(amphis)
        sort = request.args.get("tri", DEFAULT_SORT)
        return cls(
            regime=request.args.get("regime", ""),
            formation=request.args.get("formation", ""),
            codes=tuple(request.args.getlist("amphi")),
            sort=sort if sort.removeprefix("-") in SORTS else DEFAULT_SORT,
            regimes=tuple(sorted({regime for amphi in found for regime in amphi.regimes})),
            formations=tuple(sorted({amphi.formation for amphi in found if amphi.formation})),
            all_codes=tuple(sorted({amphi.code for amphi in found})),
        )

    def applied(self, amphis: Iterable[Amphi]) -> list[Amphi]:
        """Keep and order the amphis."""
        kept = [amphi for amphi in amphis if self._keeps(amphi)]
        column = self.sort.removeprefix("-")
        return sorted(kept, key=SORTS[column], reverse=self.sort.startswith("-"))  # type: ignore[arg-type]

    def _keeps(self, amphi: Amphi) -> bool:
        return (
            (not self.regime or self.regime in amphi.regimes)
            and (not self.formation or self.formation == amphi.formation)
            and (not self.codes or amphi.code in self.codes)
        )
