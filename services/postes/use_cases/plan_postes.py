"""What a file of posts would change; pure, so that a dry run and its application say the same (ADM-4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chassis.imports import Action, Operation, Plan, Problem, Sheet, SheetRow
from services.postes.domain.catalogue import Cle, Fiche, Service
from services.postes.domain.specialites import Specialites
from services.postes.use_cases.columns import REGIMES
from services.postes.use_cases.plan_specialities import SpecialityPlan
from services.postes.use_cases.plan_wards import WardPlan

WAS_TAKEN = "Ce poste a été pourvu avant une correction : il reste au catalogue. Mettez « publie » à « non »."


@dataclass(frozen=True, slots=True)
class Known:
    """What is there before: of the file's semesters and wards, and identity's groupes and DES.

    `taken`: posts on which somebody is now, in surnombre or not; `given`: those on which somebody ever was.
    """

    posts: Mapping[Cle, Fiche]
    taken: frozenset[Cle]
    given: frozenset[Cle]
    wards: Mapping[str, Service]
    specialities: Specialites


@dataclass(frozen=True, slots=True)
class PosteChange:
    """One post before and after (None: not there), its ward where it is new or other, and its labels."""

    before: Fiche | None
    after: Fiche | None
    ward: Service | None = None
    groupe_label: str = ""
    des_label: str = ""


@dataclass(frozen=True, slots=True)
class _Read:
    line: int
    before: Fiche | None
    after: Fiche


def plan_postes(sheet: Sheet, known: Known) -> Plan[PosteChange]:
    """The plan of the whole file; its problems may refuse it."""
    planner = _Planner(sheet, known)
    for row in sheet.rows:
        planner.read(row)
    return planner.plan()


class _Planner:
    """Goes down the file once; a ward is known only when all its rows are read."""

    def __init__(self, sheet: Sheet, known: Known) -> None:
        self._sheet = sheet
        self._known = known
        self._wards = WardPlan(known.wards)
        self._specialities = SpecialityPlan(known.specialities)
        self._read: list[_Read] = []
        self._removed: list[Operation[PosteChange]] = []
        self._problems: list[Problem] = []
        self._unchanged = 0

    def read(self, row: SheetRow) -> None:
        """One line."""
        before = self._known.posts.get((row.values["semestre"], row.values["numero"]))
        if row.get("retirer"):
            self._remove(row, before)
            return
        lacking = [] if before else list(self._sheet.lacking(row))
        self._problems.extend(lacking)
        if not lacking:
            self._put(row, before)

    def plan(self) -> Plan[PosteChange]:
        """What all the lines together would do."""
        changed = self._wards.changed()
        labels = self._specialities.labels()
        operations = [
            operation
            for read in self._read
            if (operation := _operation(read, changed.get(read.after.imotep), labels))
        ]
        self._unchanged += len(self._read) - len(operations)
        everything = sorted([*operations, *self._removed], key=lambda operation: operation.line)
        return Plan(everything, self._problems, self._unchanged)

    def _put(self, row: SheetRow, before: Fiche | None) -> None:
        after = _after(row, before)
        self._problems.extend(self._wards.read(row, after.imotep))
        self._problems.extend(self._specialities.read(row))
        if before is not None and before != after and before.cle in self._known.taken:
            self._problems.append(row.error("numero", "Ce poste est pourvu : il ne peut plus être modifié."))
        self._read.append(_Read(row.line, before, after))

    def _remove(self, row: SheetRow, before: Fiche | None) -> None:
        if before is None:
            self._problems.append(row.warning("retirer", "Ce poste n’existe pas : rien à retirer."))
            self._unchanged += 1
        elif before.cle in self._known.taken:
            self._problems.append(row.error("retirer", "Ce poste est pourvu : il ne peut pas être retiré."))
        elif before.cle in self._known.given:
            self._problems.append(row.error("retirer", WAS_TAKEN))
        else:
            self._removed.append(Operation(row.line, Action.REMOVE, PosteChange(before, None)))


def _operation(
    read: _Read, ward: Service | None, labels: Mapping[tuple[str, str], str]
) -> Operation[PosteChange] | None:
    if read.before == read.after and ward is None:
        return None
    change = PosteChange(
        read.before,
        read.after,
        ward,
        labels.get(("groupe", read.after.groupe), ""),
        labels.get(("des", read.after.des), ""),
    )
    return Operation(read.line, Action.CHANGE if read.before else Action.CREATE, change)


def _after(row: SheetRow, before: Fiche | None) -> Fiche:
    """The post as the row leaves it: an empty cell leaves what is known, `(vide)` erases."""
    return Fiche(
        semestre=row.values["semestre"],
        numero=row.values["numero"],
        imotep=_value(row, "imotep", before),
        groupe=_code(row, "groupe", before),
        des=_code(row, "des", before),
        regimes=tuple(regime for regime in REGIMES if regime in _value(row, "regimes", before)),
        type=_value(row, "type", before) or "",
        reserve=_value(row, "reserve", before),
        flechage=_value(row, "flechage", before) or "",
        publie=bool(_value(row, "publie", before)),
    )


def _value(row: SheetRow, column: str, before: Fiche | None) -> Any:
    return row.get(column, getattr(before, column, None))


def _code(row: SheetRow, column: str, before: Fiche | None) -> str:
    given = row.get(column)
    return str(given.code if given else getattr(before, column))
