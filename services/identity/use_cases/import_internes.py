"""Importing ARS's register of interns (ADM-4, IFC-6, IFC-10)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID, uuid4

from chassis.database import Transaction
from chassis.imports import Action, Importer, Operation, Plan, Problem, Sheet, SheetRow
from services.identity.domain.events import InterneChanged
from services.identity.domain.ports import Work
from services.identity.domain.register import Formation, Interne, Reference, ReferenceKind, Regime
from services.identity.use_cases.import_columns import INTERNES_COLUMNS
from services.identity.use_cases.import_specialities import SpecialityRemarks
from services.identity.use_cases.specialities import add_missing

Reader = Callable[[str], str | None]
"""Reads a contact detail; None where it can't be read."""

NOT_YET: Final = UUID(int=0)
"""The id of an intern whom only applying creates."""


@dataclass(frozen=True, slots=True)
class InterneToWrite:
    """The line of the register to be, beside the one that is, and the whole names of its specialities."""

    before: Interne | None
    interne: Interne
    groupe: Reference
    des: Reference


class ImportInternes(Importer[bool, InterneToWrite]):
    """One run; `done` is called in the transaction that applies it."""

    kind = "internes"
    columns = INTERNES_COLUMNS

    def __init__(
        self, work_on: Callable[[Transaction], Work], done: "Done", *, email: Reader, phone: Reader
    ) -> None:
        self._work_on = work_on
        self._done = done
        self._readers = {"email": email, "telephone": phone}

    def prepare(self, sheet: Sheet, *, applying: bool) -> bool:  # noqa: ARG002  # as declared
        """Nothing to ask of others; whether it is applied decides on the lock."""
        return applying

    def plan(self, tx: Transaction, sheet: Sheet, known: bool) -> Plan[InterneToWrite]:
        """What each line creates or changes."""
        work = self._work_on(tx)
        if known:
            work.internes.hold_still()
        return _Planner(work, sheet, self._readers).plan()

    def apply(self, tx: Transaction, plan: Plan[InterneToWrite]) -> None:
        """Specialities first, then the lines; everybody concerned is told."""
        work = self._work_on(tx)
        changes = [operation.change for operation in plan.operations]
        add_missing(work, ReferenceKind.GROUPE, _distinct(change.groupe for change in changes))
        add_missing(work, ReferenceKind.DES, _distinct(change.des for change in changes))
        internes = [_with_id(change.interne) for change in changes]
        work.internes.save(internes)
        work.tell(_news(work, internes))
        self._done(work, self.kind, plan)


_UNREADABLE: Final = {
    "email": "Cette adresse e-mail n’est pas valable.",
    "telephone": "Ce numéro de téléphone n’est pas lisible.",
}
_AS_TYPED: Final = (
    "ine",
    "rpps",
    "nom",
    "prenom",
    "date_naissance",
    "email",
    "telephone",
    "concours",
    "promotion",
    "rang_concours",
    "rang_local",
    "effectif_promo_local",
    "ufr",
)
Done = Callable[[Work, str, Plan[InterneToWrite]], None]


class _Planner:
    """Compares a sheet with the register, line after line."""

    def __init__(self, work: Work, sheet: Sheet, readers: Mapping[str, Reader]) -> None:
        self._sheet = sheet
        self._readers = readers
        self._registered = work.internes.by_ine([row.values["ine"] for row in sheet.rows])
        self._groupes = SpecialityRemarks("groupe", work.specialities.all(ReferenceKind.GROUPE))
        self._des = SpecialityRemarks("des", work.specialities.all(ReferenceKind.DES))
        current = work.semestres.current()
        self._newest_promotion = current.newest_promotion if current else None
        self._operations: list[Operation[InterneToWrite]] = []
        self._problems: list[Problem] = []
        self._unchanged = 0

    def plan(self) -> Plan[InterneToWrite]:
        for row in self._sheet.rows:
            self._compare(row, self._registered.get(row.values["ine"]))
        return Plan(self._operations, self._problems, self._unchanged)

    def _compare(self, row: SheetRow, before: Interne | None) -> None:
        lacking = list(self._sheet.lacking(row)) if before is None else []
        self._problems += lacking
        if lacking:
            return
        groupe = self._groupes.named(row, before.groupe if before else "")
        des = self._des.named(row, before.des if before else "")
        after, unreadable = self._contacts_read(row, _after(row, before, groupe.code, des.code))
        wrong = [*unreadable, *self._wrong(row, after)]
        self._problems += [*wrong, *self._groupes.remarks(row), *self._des.remarks(row)]
        if wrong:
            return
        if after == before:
            self._unchanged += 1
        else:
            action = Action.CREATE if before is None else Action.CHANGE
            self._operations.append(Operation(row.line, action, InterneToWrite(before, after, groupe, des)))

    def _contacts_read(self, row: SheetRow, after: Interne) -> tuple[Interne, list[Problem]]:
        """E-mail and phone in their comparable form, where the row gives them."""
        problems = []
        found = {"email": after.email, "telephone": after.telephone}
        for name, read in self._readers.items():
            written: str | None = row.get(name)
            if written is None:
                continue
            found[name] = read(written)
            if found[name] is None:
                problems.append(row.error(name, _UNREADABLE[name]))
        return replace(after, email=found["email"], telephone=found["telephone"]), problems

    def _wrong(self, row: SheetRow, after: Interne) -> Iterator[Problem]:
        newest = self._newest_promotion
        if newest is not None and after.promotion > newest and row.gives("promotion"):
            yield row.error(
                "promotion", f"Au-delà de {newest}, la plus récente du semestre en cours de choix."
            )
        if (after.rang_local is None) != (after.effectif_promo_local is None):
            yield row.error(
                "rang_local", "rang_local et effectif_promo_local vont ensemble : les deux ou aucun."
            )
        elif (after.rang_local or 0) > (after.effectif_promo_local or 0):
            yield row.error("rang_local", f"Au-delà de l’effectif, {after.effectif_promo_local}.")


def _after(row: SheetRow, before: Interne | None, groupe: str, des: str) -> Interne:
    """The line as the file wants it: what it leaves empty stays as known (IFC-10)."""

    def value(name: str) -> Any:
        return row.get(name, getattr(before, name) if before else None)

    return Interne(
        intern_id=before.intern_id if before else NOT_YET,
        formation=Formation(value("formation")),
        regime=Regime(value("regime")),
        groupe=groupe,
        des=des,
        actif=value("actif") is not False,
        **{name: value(name) for name in _AS_TYPED},
    )


def _with_id(interne: Interne) -> Interne:
    return replace(interne, intern_id=uuid4()) if interne.intern_id == NOT_YET else interne


def _distinct(references: Iterator[Reference]) -> list[Reference]:
    found: dict[str, Reference] = {}
    for reference in references:
        found.setdefault(reference.code, reference)
    return list(found.values())


def _news(work: Work, internes: list[Interne]) -> list[InterneChanged]:
    ufrs = work.accounts.ufrs_of([interne.intern_id for interne in internes])
    labels = {des.code: des.label for des in work.specialities.all(ReferenceKind.DES)}
    return [
        InterneChanged(interne, ufrs.get(interne.intern_id) or interne.ufr or "", labels[interne.des])
        for interne in internes
    ]
