"""The rules of ranks told a second time, by another design: who passes before whom, counted pair by pair.

Slow and plain on purpose. It shares the product's data classes and none of its reasoning: no sorting key,
no fraction, no bisection; places are counted by looking at everybody, the order by who has how many ahead.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.ranking.domain.interne import Interne, Regime
from services.ranking.domain.rang_local import Fixe


@dataclass(frozen=True)
class Expected:
    intern_id: str
    anciennete: int
    rang_local: int
    effectif_local: int
    promotion_theorique: int
    effectif_theorique: int
    shown: str


class Oracle:
    def __init__(self, register: Sequence[Interne], fixes: Mapping[str, Fixe], choosing: str) -> None:
        self.register, self.fixes = register, fixes
        self.month, self.year = int(choosing[:2]), int(choosing[2:])

    def call_list(self, groupe: str, regimes: Sequence[Regime]) -> list[Expected]:
        chosen = [i for i in self.register if i.actif and i.groupe.code == groupe and i.regime in regimes]
        places: dict[int, Interne] = {}
        for one in chosen:
            places[sum(self.passes_before(other, one) for other in chosen)] = one
        return [self.expected(places[number]) for number in range(len(chosen))]

    def expected(self, one: Interne) -> Expected:
        rang, effectif = self.local(one)
        peers = self.effectif_theorique(one)
        cents = (rang * peers * 100) // effectif
        return Expected(
            one.intern_id, self.anciennete(one), rang, effectif, self.theorique(one), peers,
            f"{cents // 100}." + str(cents % 100).rjust(2, "0"),
        )  # fmt: skip

    def anciennete(self, one: Interne) -> int:
        total = research = 0
        for fait in one.cursus:
            if (fait.semestre.annee, fait.semestre.mois) >= (self.year, self.month):
                continue
            if fait.nature == "recherche":
                research += 1
            elif fait.nature == "surnombre_non_validant" or (
                fait.nature in ("stage", "surnombre_validant") and fait.valide != "non"
            ):
                total += 1
        return total + min(research, 4)

    def theorique(self, one: Interne) -> int:
        promotion, full = (self.year, 0) if self.month == 11 else (self.year - 1, 1)
        missing = full - self.anciennete(one)
        while missing >= 2:
            promotion, missing = promotion + 1, missing - 2
        while missing < 0:
            promotion, missing = promotion - 1, missing + 2
        return promotion

    def effectif_theorique(self, one: Interne) -> int:
        return len(
            [
                other
                for other in self.register
                if other.actif and other.groupe == one.groupe and self.theorique(other) == self.theorique(one)
            ]
        )

    def local(self, one: Interne) -> tuple[int, int]:
        if one.importe:
            return one.importe.rang, one.importe.effectif
        if one.intern_id in self.fixes:
            place = self.fixes[one.intern_id].place
            return place.rang, place.effectif
        peers = [other for other in self.register if self.counts_with(other, one)]
        better = [other for other in peers if self.exam(other)[3] < one.rang_concours]
        return len(better) + 1, len(peers)

    def counts_with(self, other: Interne, one: Interne) -> bool:
        if other.importe:
            return False
        if other.intern_id in self.fixes and not self.fixes[other.intern_id].counts:
            return False
        return self.exam(other)[:3] == (one.groupe.code, one.promotion, one.concours)

    def exam(self, one: Interne) -> tuple[str, int, str, int]:
        if one.intern_id in self.fixes:
            fixe = self.fixes[one.intern_id]
            return fixe.promotion.groupe, fixe.promotion.annee, fixe.promotion.concours, fixe.rang_concours
        return one.groupe.code, one.promotion, one.concours, one.rang_concours

    def passes_before(self, one: Interne, other: Interne) -> bool:
        if self.anciennete(one) != self.anciennete(other):
            return self.anciennete(one) > self.anciennete(other)
        (a, b), (c, d) = self.local(one), self.local(other)
        mine = a * self.effectif_theorique(one) * d
        theirs = c * self.effectif_theorique(other) * b
        if mine != theirs:
            return mine < theirs
        if one.promotion != other.promotion:
            return one.promotion < other.promotion
        if one.rang_concours != other.rang_concours:
            return one.rang_concours < other.rang_concours
        if one.date_naissance != other.date_naissance:
            return one.date_naissance < other.date_naissance
        return one.ine < other.ine
