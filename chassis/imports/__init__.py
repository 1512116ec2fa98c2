"""Import files, from their bytes to an applied plan (ADM-4, IFC-6…10, decision 14).

A service says its columns and what a file would change; the rest is here::

    COLUMNS = (
        Column("ine", key=True, parse=ine, example="1234567890A"),
        Column("nom", required=True, parse=text_up_to(100), example="Martin"),
        Column("date_naissance", required=True, parse=dates.french, example="29/02/2000"),
        Column("regimes", several=True, parse=one_of("socle", "approfondissement"), example="socle"),
        Column("imotep", digits=8), Column("semestre", key=True, parse=semestre, digits=6),
    )

    class ImportInternes(Importer[None, InterneToWrite]):
        kind = "internes"
        columns = COLUMNS

        def plan(self, tx, sheet, known):  # reads only; locks what it read, so that `apply` finds it so
            registered = interns_by_ine(tx, [row.values["ine"] for row in sheet.rows])
            for row in sheet.rows:
                before = registered.get(row.values["ine"])
                if before is None: problems += sheet.lacking(row)            # required, to create
                nom = row.get("nom", before and before.nom)                  # empty: known; (vide): None
                if unknown_groupe: problems.append(row.warning("groupe", "Groupe inconnu : il sera créé."))
                operations.append(Operation(row.line, Action.CREATE, InterneToWrite(…)))
            return Plan(operations, problems, unchanged=…)

        def apply(self, tx, plan):
            for operation in plan.operations: …

Operations hold what the file and the database say, nothing drawn by chance: the plan is computed again when
it is applied, and refused if it is no longer the same. Give new ids in `apply`. In the RPCs::

    upload = assemble(request.chunk for request in requests)
    report = dry_run(database, IMPORTERS, upload, by=user.id, now=clock.now())
    report = apply_import(database, IMPORTERS, UUID(request.import_id), now=clock.now())
    return ApplyImportResponse(report=to_message(report))

`chassis.imports.models` makes the downloadable model of a kind from its columns.
"""

from chassis.imports import dates
from chassis.imports.cells import Coded, Parse, coded, one_of, semestre, text, text_up_to, whole, yes_no
from chassis.imports.columns import Column
from chassis.imports.plan import Action, Importer, Operation, Plan
from chassis.imports.problems import Problem, Severity, error, warning
from chassis.imports.reading import read_sheet
from chassis.imports.report import Report, to_message
from chassis.imports.runs import ImportChanged, ImportUnknown, apply_import, dry_run
from chassis.imports.sheet import ERASED, Sheet, SheetRow
from chassis.imports.upload import Upload, assemble

__all__ = [
    "ERASED",
    "Action",
    "Coded",
    "Column",
    "ImportChanged",
    "ImportUnknown",
    "Importer",
    "Operation",
    "Parse",
    "Plan",
    "Problem",
    "Report",
    "Severity",
    "Sheet",
    "SheetRow",
    "Upload",
    "apply_import",
    "assemble",
    "coded",
    "dates",
    "dry_run",
    "error",
    "one_of",
    "read_sheet",
    "semestre",
    "text",
    "text_up_to",
    "to_message",
    "warning",
    "whole",
    "yes_no",
]
