"""ARS's files of interns and of planned absences, dry run and real, on a real database."""

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

import pytest

from chassis.imports import ImportChanged, Report
from chassis.imports.problems import Severity
from dci.common.v1.imports_pb2 import ImportChunk, ImportStart
from services.identity.domain.register import Interne, ReferenceKind
from services.identity.tests.factories import Home, a_gestionnaire, an_interne
from services.identity.use_cases.create_semestre import create_semestre
from services.identity.use_cases.import_files import Applied, apply_file, dry_run_file
from services.identity.use_cases.list_absences import list_absences
from services.identity.use_cases.make_semestre_current import make_semestre_current

pytestmark = pytest.mark.real

HEADER = (
    "ine;rpps;nom;prenom;date_naissance;email;telephone;formation;regime;groupe;des;concours;promotion;"
    "rang_concours;rang_local;effectif_promo_local;ufr;actif"
)
LEA = {
    "ine": "1234567890A",
    "rpps": "",
    "nom": "LEFÈVRE",
    "prenom": "Léa",
    "date_naissance": "28/02/1999",
    "email": "Lea@example.org",
    "telephone": "06 12 34 56 78",
    "formation": "Médecin",
    "regime": "socle",
    "groupe": "3 - SPECIALITES CHIRURGICALES",
    "des": "33 - GYNÉCOLOGIE OBSTÉTRIQUE",
    "concours": "EDN",
    "promotion": "2026",
    "rang_concours": "1250",
    "rang_local": "",
    "effectif_promo_local": "",
    "ufr": "Paris VII Méd",
    "actif": "",
}
ZOE = LEA | {"ine": "1234567891B", "prenom": "Zoé", "email": "", "telephone": ""}


def chunks(kind: str, text: str) -> Iterator[ImportChunk]:
    yield ImportChunk(start=ImportStart(kind=kind, filename=f"{kind}.csv"))
    yield ImportChunk(data=text.encode())


def internes_file(*rows: dict[str, str], header: str = HEADER) -> str:
    return "\r\n".join([header, *(";".join(row[name] for name in header.split(";")) for row in rows)])


def try_out(home: Home, text: str, kind: str = "internes") -> Report:
    return dry_run_file(home.tools, home.imports, a_gestionnaire(), chunks=chunks(kind, text))


def do_import(home: Home, text: str, kind: str = "internes") -> Applied:
    report = try_out(home, text, kind)
    assert report.import_id is not None, report.problems
    return apply_file(home.tools, home.imports, a_gestionnaire(), import_id=report.import_id)


def registered(home: Home, ine: str = LEA["ine"]) -> Interne:
    with home.tools.begin() as work:
        return work.internes.by_ine([ine])[ine]


def errors(report: Report) -> list[tuple[int, str]]:
    return [(one.line, one.column) for one in report.problems if one.severity is Severity.ERROR]


def warnings(report: Report) -> list[tuple[int, str]]:
    return [(one.line, one.column) for one in report.problems if one.severity is Severity.WARNING]


def counts(report: Report) -> tuple[int, int, int, int, int]:
    return report.created, report.changed, report.unchanged, report.removed, report.refused


def semestre(home: Home, code: str, newest: int) -> None:
    create_semestre(home.tools, a_gestionnaire(), code=code, newest_promotion=newest)
    make_semestre_current(home.tools, a_gestionnaire(), code=code)


@pytest.mark.rule("IFC-6")
def test_a_file_creates_interns_and_their_specialities(home: Home) -> None:
    applied = do_import(home, internes_file(LEA, ZOE))

    assert counts(applied.report) == (2, 0, 0, 0, 0)
    assert applied.report.applied
    lea = registered(home)
    assert (lea.nom, lea.email, lea.telephone, lea.actif) == (
        "LEFÈVRE",
        "lea@example.org",
        "+33612345678",
        True,
    )
    assert (lea.formation, lea.groupe, lea.des, lea.rang_local) == ("medecin", "3", "33", None)
    changed = {UUID(event.intern_id): event for event in home.told("interne_changed")}
    assert changed[lea.intern_id].des_label == "33 - GYNÉCOLOGIE OBSTÉTRIQUE"
    assert len(changed) == 2
    assert [(one.groupe, one.code) for one in home.told("speciality_changed")] == [(True, "3"), (False, "33")]
    assert home.audit()[-1]["after"] == {"create": 2, "change": 0, "remove": 0}


@pytest.mark.rule("ADM-4")
def test_a_dry_run_changes_nothing(home: Home) -> None:
    report = try_out(home, internes_file(LEA))
    assert counts(report) == (1, 0, 0, 0, 0)
    with home.tools.begin() as work:
        assert not work.internes.by_ine([LEA["ine"]])
        assert not work.specialities.all(ReferenceKind.DES)
    assert not home.events()


@pytest.mark.rule("ADM-4")
def test_importing_the_same_file_twice_changes_nothing(home: Home) -> None:
    do_import(home, internes_file(LEA, ZOE))
    told = len(home.events())
    assert counts(do_import(home, internes_file(LEA, ZOE)).report) == (0, 0, 2, 0, 0)
    assert len(home.events()) == told


@pytest.mark.rule("ADM-4")
def test_asking_twice_for_one_dry_run_does_it_once(home: Home) -> None:
    report = try_out(home, internes_file(LEA))
    assert report.import_id
    for _ in range(2):
        done = apply_file(home.tools, home.imports, a_gestionnaire(), import_id=report.import_id)
        assert counts(done.report) == (1, 0, 0, 0, 0)
    assert len(home.told("interne_changed")) == 1


@pytest.mark.rule("IFC-10")
def test_an_empty_cell_leaves_what_is_known_and_vide_erases(home: Home) -> None:
    do_import(home, internes_file(LEA))
    do_import(home, internes_file(LEA | {"email": "", "telephone": "(vide)", "ufr": "Sorbonne", "nom": ""}))
    lea = registered(home)
    assert (lea.email, lea.telephone, lea.ufr, lea.nom) == ("lea@example.org", None, "Sorbonne", "LEFÈVRE")


@pytest.mark.rule("IFC-10")
def test_a_file_with_few_columns_changes_only_these(home: Home) -> None:
    do_import(home, internes_file(LEA))
    before = registered(home)
    report = do_import(home, "INE;Actif\n1234567890a;non").report
    assert counts(report) == (0, 1, 0, 0, 0)
    assert registered(home) == replace(before, actif=False)


@pytest.mark.rule("IFC-10")
def test_rows_that_a_file_does_not_have_stay(home: Home) -> None:
    do_import(home, internes_file(LEA, ZOE))
    do_import(home, internes_file(LEA | {"ufr": "Sorbonne"}))
    assert registered(home, ZOE["ine"]).ufr == "Paris VII Méd"


@pytest.mark.rule("IFC-10")
def test_specialities_unknown_or_named_otherwise_are_told_once(home: Home) -> None:
    report = try_out(home, internes_file(LEA, ZOE))
    assert warnings(report) == [(2, "des"), (2, "groupe")]
    do_import(home, internes_file(LEA))
    report = try_out(
        home, internes_file(LEA | {"des": "33 - UROLOGIE", "groupe": "3 - Spécialités chirurgicales"})
    )
    assert warnings(report) == [(2, "des")]
    assert "reste son nom" in report.problems[0].reason
    assert counts(report) == (0, 0, 1, 0, 0)


@pytest.mark.rule("IFC-10")
@pytest.mark.parametrize(
    ("wrong", "column"),
    [
        ({"ine": "0000"}, "ine"),
        ({"ine": "12-34*"}, "ine"),
        ({"ine": ""}, "ine"),
        ({"nom": ""}, "nom"),
        ({"nom": "x" * 101}, "nom"),
        ({"nom": "a\x07b"}, "nom"),
        ({"nom": "(vide)"}, "nom"),
        ({"date_naissance": "31/02/1999"}, "date_naissance"),
        ({"date_naissance": "1999"}, "date_naissance"),
        ({"email": "pas une adresse"}, "email"),
        ({"telephone": "12"}, "telephone"),
        ({"formation": "vétérinaire"}, "formation"),
        ({"regime": "nouveau"}, "regime"),
        ({"groupe": " - "}, "groupe"),
        ({"promotion": "2027"}, "promotion"),
        ({"promotion": "deux mille"}, "promotion"),
        ({"rang_concours": "0"}, "rang_concours"),
        ({"rang_local": "3"}, "rang_local"),
        ({"effectif_promo_local": "3"}, "rang_local"),
        ({"rang_local": "4", "effectif_promo_local": "3"}, "rang_local"),
        ({"actif": "peut-être"}, "actif"),
    ],
)
def test_what_is_refused_is_named_and_nothing_is_imported(
    home: Home, wrong: dict[str, str], column: str
) -> None:
    semestre(home, "052027", 2026)
    report = try_out(home, internes_file(ZOE, LEA | wrong))
    assert (3, column) in errors(report)
    assert report.import_id is None
    assert report.refused == 1


@pytest.mark.rule("IFC-10")
def test_the_same_row_twice_is_a_warning_and_another_under_its_key_is_refused(home: Home) -> None:
    do_import(home, internes_file(LEA))
    assert warnings(try_out(home, internes_file(LEA, LEA))) == [(3, "ine")]
    assert errors(try_out(home, internes_file(LEA, LEA | {"nom": "MARTIN"}))) == [(3, "ine")]


@pytest.mark.rule("IFC-10")
def test_formula_like_text_is_data(home: Home) -> None:
    do_import(home, internes_file(LEA | {"nom": "=1+1", "telephone": "+33612345678"}))
    assert (registered(home).nom, registered(home).telephone) == ("=1+1", "+33612345678")


@pytest.mark.rule("ADM-4")
def test_a_dry_run_is_refused_once_the_data_moved(home: Home) -> None:
    do_import(home, internes_file(LEA))
    shown = try_out(home, internes_file(LEA | {"ufr": "Sorbonne"}))
    do_import(home, internes_file(LEA | {"ufr": "Paris Cité"}))
    do_import(home, internes_file(LEA | {"nom": "MARTIN"}))
    before = registered(home)
    assert shown.import_id
    with pytest.raises(ImportChanged, match="lignes concernées : 2"):
        apply_file(home.tools, home.imports, a_gestionnaire(), import_id=shown.import_id)
    assert registered(home) == before


def test_the_account_s_ufr_stays_in_force(home: Home) -> None:
    lea = home.knows(an_interne(ufr="Paris Cité"))
    home.registers(lea)
    do_import(home, f"ine;ufr\n{lea.ine};Paris Saclay")
    assert home.told("interne_changed")[-1].ufr == "Sorbonne Université"


def absences_file(*rows: tuple[str, ...], header: str = "ine;semestre;motif") -> str:
    return "\n".join([header, *(";".join(row) for row in rows)])


def absences(home: Home) -> list[tuple[UUID, str, int]]:
    return [(one.intern_id, one.motif, one.version) for one in list_absences(home.tools, semestre="052027")]


@pytest.mark.rule("IFC-9")
def test_absences_are_recorded_and_told_to_session_at_once_and_to_all(home: Home) -> None:
    lea = home.knows(an_interne())

    applied = do_import(home, absences_file((lea.ine, "052027", "disponibilité")), "absences")

    assert (counts(applied.report), applied.effective) == ((1, 0, 0, 0, 0), True)
    assert absences(home) == [(lea.intern_id, "disponibilité", 1)]
    (told,) = home.session.told
    assert (told.intern_id, told.semestre, told.motif, told.version, told.absent) == (
        lea.intern_id,
        "052027",
        "disponibilité",
        1,
        True,
    )
    (event,) = home.told("absence_changed")
    assert (UUID(event.intern_id), event.semestre, event.absent, event.version) == (
        lea.intern_id,
        "052027",
        True,
        1,
    )
    assert "disponibilité" not in str(event)


@pytest.mark.rule("IFC-9")
def test_where_session_is_away_the_page_can_say_so_and_the_event_still_tells(home: Home) -> None:
    lea = home.knows(an_interne())
    home.session.away = True
    applied = do_import(home, absences_file((lea.ine, "052027", "maladie")), "absences")
    assert applied.report.applied
    assert not applied.effective
    assert len(home.told("absence_changed")) == 1


@pytest.mark.rule("IFC-9")
def test_an_absence_changes_is_taken_away_and_comes_back_under_growing_versions(home: Home) -> None:
    lea = home.knows(an_interne())
    do_import(home, absences_file((lea.ine, "052027", "maladie")), "absences")
    do_import(home, absences_file((lea.ine, "052027", "disponibilité")), "absences")
    away = "ine;semestre;motif;retirer"
    report = do_import(home, absences_file((lea.ine, "052027", "", "oui"), header=away), "absences").report
    assert counts(report) == (0, 0, 0, 1, 0)
    assert absences(home) == []
    report = do_import(home, absences_file((lea.ine, "052027", "", "oui"), header=away), "absences").report
    assert counts(report) == (0, 0, 1, 0, 0)
    do_import(home, absences_file((lea.ine, "052027", "maladie")), "absences")
    assert [one.absent for one in home.session.told] == [True, True, False, True]
    versions = [one.version for one in home.session.told]
    assert versions == sorted(set(versions))
    assert absences(home) == [(lea.intern_id, "maladie", versions[-1])]


@pytest.mark.rule("IFC-9")
def test_absences_of_two_semesters_are_two(home: Home) -> None:
    lea = home.knows(an_interne())
    rows = ((lea.ine, "052027", "maladie"), (lea.ine, "112026", "maladie"))
    assert counts(do_import(home, absences_file(*rows), "absences").report) == (2, 0, 0, 0, 0)
    assert counts(do_import(home, absences_file(*rows), "absences").report) == (0, 0, 2, 0, 0)


@pytest.mark.rule("IFC-10")
@pytest.mark.parametrize(
    ("row", "column"),
    [
        (("9999999999Z", "052027", "maladie"), "ine"),
        (("INE", "042027", "maladie"), "semestre"),
        (("INE", "052027", ""), "motif"),
        (("INE", "052027", "x" * 301), "motif"),
    ],
)
def test_absences_that_are_refused(home: Home, row: tuple[str, ...], column: str) -> None:
    lea = home.knows(an_interne())
    text = absences_file(tuple(lea.ine if cell == "INE" else cell for cell in row))
    assert errors(try_out(home, text, "absences")) == [(2, column)]


@pytest.mark.rule("IFC-10")
@pytest.mark.parametrize("kind", ["internes", "absences"])
@pytest.mark.parametrize("text", ["", "\x00\x01\x02", "nom;prenom\nA;B", "ine;ine\n1;2", "ine\n"])
def test_unreadable_files_say_why(home: Home, kind: str, text: str) -> None:
    report = try_out(home, text, kind)
    assert report.problems or report.rows == 0
    assert not home.events()
