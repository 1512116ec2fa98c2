"""Importing planned absences (ADM-4, IFC-9, IFC-10)."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from chassis.database import Transaction
from chassis.imports import Action, Importer, Operation, Plan, Problem, Sheet, SheetRow
from services.identity.domain.droits import Droits
from services.identity.domain.events import DroitsChanged
from services.identity.domain.ports import Work
from services.identity.use_cases.import_columns import ABSENCES_COLUMNS


@dataclass(frozen=True, slots=True)
class AbsenceToWrite:
    """`motif` None: the absence is taken away. `before`: the one that stands."""

    before: Droits | None
    intern_id: UUID
    semestre: str
    motif: str | None


class ImportAbsences(Importer[bool, AbsenceToWrite]):
    """One run, decided `par` whom; `recorded` holds what it wrote, for session (decision 6)."""

    kind = "absences"
    columns = ABSENCES_COLUMNS

    def __init__(self, work_on: Callable[[Transaction], Work], done: "Done", par: str) -> None:
        self._work_on = work_on
        self._done = done
        self._par = par
        self.recorded: list[Droits] = []

    def prepare(self, sheet: Sheet, *, applying: bool) -> bool:  # noqa: ARG002  # as declared
        """Nothing to ask of others; whether it is applied decides on the lock."""
        return applying

    def plan(self, tx: Transaction, sheet: Sheet, known: bool) -> Plan[AbsenceToWrite]:
        """What each line records, changes or takes away."""
        work = self._work_on(tx)
        if known:
            work.droits.hold_still()
        return _Planner(work, sheet).plan()

    def apply(self, tx: Transaction, plan: Plan[AbsenceToWrite]) -> None:
        """Each under its next version; whoever needs to know is told."""
        work = self._work_on(tx)
        self.recorded = [
            work.droits.record_absence(change.intern_id, change.semestre, change.motif, par=self._par)
            for change in (operation.change for operation in plan.operations)
        ]
        work.tell([DroitsChanged(droits) for droits in self.recorded])
        self._done(work, self.kind, plan)


Done = Callable[[Work, str, Plan[AbsenceToWrite]], None]


class _Planner:
    """Compares a sheet with the absences that stand."""

    def __init__(self, work: Work, sheet: Sheet) -> None:
        self._sheet = sheet
        self._ids = work.internes.ids_by_ine([row.values["ine"] for row in sheet.rows])
        keys = [
            (self._ids[row.values["ine"]], row.values["semestre"])
            for row in sheet.rows
            if row.values["ine"] in self._ids
        ]
        self._standing = {key: one for key, one in work.droits.get(keys).items() if one.absent}
        self._operations: list[Operation[AbsenceToWrite]] = []
        self._problems: list[Problem] = []
        self._unchanged = 0

    def plan(self) -> Plan[AbsenceToWrite]:
        for row in self._sheet.rows:
            intern_id = self._ids.get(row.values["ine"])
            if intern_id is None:
                self._problems.append(row.error("ine", "Cet INE n’est pas dans le registre des internes."))
            else:
                self._compare(row, intern_id)
        return Plan(self._operations, self._problems, self._unchanged)

    def _compare(self, row: SheetRow, intern_id: UUID) -> None:
        before = self._standing.get((intern_id, row.values["semestre"]))
        if row.get("retirer"):
            self._take_away(row, intern_id, before)
            return
        lacking = list(self._sheet.lacking(row)) if before is None else []
        self._problems += lacking
        motif = row.get("motif", before.motif if before else None)
        if lacking:
            return
        if before is not None and before.motif == motif:
            self._unchanged += 1
        else:
            self._write(row, before, intern_id, motif)

    def _take_away(self, row: SheetRow, intern_id: UUID, before: Droits | None) -> None:
        if before is None:
            self._unchanged += 1
        else:
            self._write(row, before, intern_id, None)

    def _write(self, row: SheetRow, before: Droits | None, intern_id: UUID, motif: str | None) -> None:
        change = AbsenceToWrite(before, intern_id, row.values["semestre"], motif)
        written = Action.CHANGE if before else Action.CREATE
        self._operations.append(Operation(row.line, Action.REMOVE if motif is None else written, change))
