"""Import the semesters that interns have done: what a file would change, and its change (IFC-7, IFC-10)."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from chassis.database import Transaction
from chassis.imports import (
    Action,
    Column,
    Importer,
    Operation,
    Plan,
    Problem,
    Sheet,
    SheetRow,
    one_of,
    semestre,
    text_up_to,
    yes_no,
)
from chassis.imports.words import plain
from services.ranking.domain.cursus import Nature, SemestreFait, Validation
from services.ranking.domain.ports import Register, Work
from services.ranking.domain.semestre import Semestre

INE_NOT_KNOWN: Final = "0000"
LONGEST_MOTIF: Final = 200
INE_FORM: Final = re.compile(r"[0-9A-Z]{4,15}")
IMOTEP_FORM: Final = re.compile(r"[0-9]{8}")
EN_COURS: Final = "en cours"

_valide = one_of(Validation.OUI.value, Validation.NON.value, EN_COURS)


def ine(cell: str) -> str:
    """In capitals without spaces or hyphens; `0000` names nobody."""
    number = re.sub(r"[\s-]", "", plain(cell)).upper()
    if number == INE_NOT_KNOWN:
        raise ValueError("« 0000 » veut dire « je n’ai pas d’INE » : il ne désigne personne.")
    if not INE_FORM.fullmatch(number):
        raise ValueError("Un INE s’écrit avec 4 à 15 chiffres et lettres ; colonne au format « Texte ».")
    return number


def imotep(cell: str) -> str:
    """Eight digits."""
    if not IMOTEP_FORM.fullmatch(cell):
        raise ValueError("Un n° IMOTEP a huit chiffres, comme 11000766.")
    return cell


def valide(cell: str) -> Validation:
    """`oui`, `non` or `en cours`."""
    return Validation(_valide(cell).replace(" ", "_"))


@dataclass(frozen=True, slots=True)
class KnownToIdentity:
    """Who stands behind the file's INEs, and which semester is being chosen."""

    intern_ids: Mapping[str, str]
    choosing: Semestre | None


@dataclass(frozen=True, slots=True)
class CursusChange:
    """One semester of one intern, afterwards; to be taken away where `fait` is None."""

    intern_id: str
    semestre: Semestre
    fait: SemestreFait | None


class ImportCursus(Importer[KnownToIdentity, CursusChange]):
    """The file « cursus »: key `ine` + `semestre`."""

    kind = "cursus"
    columns = (
        Column("ine", parse=ine, key=True, example="1234567890A"),
        Column("semestre", parse=semestre, key=True, digits=6, example="112026"),
        Column("nature", parse=one_of(*Nature), required=True, example=Nature.STAGE.value),
        Column("valide", parse=valide, required=True, example="oui"),
        Column("motif", parse=text_up_to(LONGEST_MOTIF), example=""),
        Column("imotep", parse=imotep, digits=8, example="11000766"),
        Column("retirer", parse=yes_no, example="non"),
    )

    def __init__(self, register: Register, work_of: Callable[[Transaction], Work]) -> None:
        self._register = register
        self._work_of = work_of

    def prepare(self, sheet: Sheet, *, applying: bool) -> KnownToIdentity:  # noqa: ARG002  # asked anew each time
        """Ask identity once for the whole file."""
        ines = {row.values["ine"] for row in sheet.rows}
        return KnownToIdentity(
            intern_ids=self._register.ids_by_ine(ines) if ines else {},
            choosing=self._register.current_semestre(),
        )

    def plan(self, tx: Transaction, sheet: Sheet, known: KnownToIdentity) -> Plan[CursusChange]:
        """Compare every row with the stored cursus, which nobody else changes meanwhile."""
        work = self._work_of(tx)
        work.cursus.hold_still()
        stored = _stored(work, known)
        operations: list[Operation[CursusChange]] = []
        problems: list[Problem] = []
        unchanged = 0
        for row in sheet.rows:
            intern_id = known.intern_ids.get(row.values["ine"])
            if intern_id is None:
                problems.append(row.error("ine", "INE inconnu du registre : importez d’abord les internes."))
                continue
            before = stored.get((intern_id, Semestre.parse(row.values["semestre"])))
            found = list(_problems(sheet, row, before, known.choosing))
            problems.extend(found)
            if any(problem.is_error for problem in found):
                continue
            operation = _operation(row, intern_id, before)
            if operation:
                operations.append(operation)
            else:
                unchanged += 1
        return Plan(operations, problems, unchanged)

    def apply(self, tx: Transaction, plan: Plan[CursusChange]) -> None:
        """Write it all."""
        cursus = self._work_of(tx).cursus
        changes = [operation.change for operation in plan.operations]
        cursus.save([(each.intern_id, each.fait) for each in changes if each.fait])
        cursus.remove([(each.intern_id, each.semestre) for each in changes if each.fait is None])


def _stored(work: Work, known: KnownToIdentity) -> dict[tuple[str, Semestre], SemestreFait]:
    cursus = work.cursus.of(known.intern_ids.values())
    return {(intern_id, fait.semestre): fait for intern_id, faits in cursus.items() for fait in faits}


def _problems(
    sheet: Sheet, row: SheetRow, before: SemestreFait | None, choosing: Semestre | None
) -> Iterator[Problem]:
    if row.get("retirer"):
        if before is None:
            yield row.warning("retirer", "Ce semestre n’est pas connu : rien à retirer.")
        return
    if before is None:
        yield from sheet.lacking(row)
    last = choosing.previous if choosing else None
    if last and row.get("valide") is Validation.EN_COURS and row.values["semestre"] != last.code:
        yield row.warning("valide", f"« en cours » n’est attendu que pour le semestre {last.code}.")


def _operation(row: SheetRow, intern_id: str, before: SemestreFait | None) -> Operation[CursusChange] | None:
    code = Semestre.parse(row.values["semestre"])
    if row.get("retirer"):
        gone = CursusChange(intern_id, code, None)
        return Operation(row.line, Action.REMOVE, gone) if before else None
    after = SemestreFait(
        semestre=code,
        nature=Nature(row.get("nature", before and before.nature)),
        valide=Validation(row.get("valide", before and before.valide)),
        motif=row.get("motif", before and before.motif) or "",
        imotep=row.get("imotep", before and before.imotep) or "",
    )
    if after == before:
        return None
    action = Action.CHANGE if before else Action.CREATE
    return Operation(row.line, action, CursusChange(intern_id, code, after))
