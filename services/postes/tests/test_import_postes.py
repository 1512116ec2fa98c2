"""The import of posts, from the file to the boards (IFC-8, IFC-10, ADM-4, ADM-8)."""

from collections.abc import Iterator
from io import BytesIO

import pytest
import xlsxwriter

from chassis.callers import User
from chassis.errors import Kind, RemoteError
from dci.common.v1.imports_pb2 import ImportChunk, ImportProblem, ImportReport, ImportStart
from dci.postes.v1 import postes_pb2 as pb
from services.postes.tests.calling import CONSULTATION, GESTIONNAIRE, Calls, Identity, an_interne
from services.postes.tests.factories import NECKER, OFFER, PITIE, World, fiche, ward
from services.postes.tests.test_watch_offer import applied, since, snapshot

pytestmark = pytest.mark.real

HEADER = (
    "semestre;numero;imotep;etablissement;departement;service;chef_de_service;groupe;des;regimes;type;reserve"
    ";flechage;publie"
)
GROUPE, DES = "3 - SPÉCIALITÉS CHIRURGICALES", "33 - GYNÉCOLOGIE OBSTÉTRIQUE"


def line(numero: int | str = 2931, **cells: str) -> str:
    usual = {
        "semestre": "052027",
        "imotep": NECKER,
        "etablissement": "Hôpital Necker",
        "departement": "75",
        "service": "Chirurgie viscérale",
        "chef_de_service": "Pr Durand",
        "groupe": GROUPE,
        "des": DES,
        "regimes": "socle",
        "type": "CHU",
        "reserve": "non",
        "flechage": "",
        "publie": "oui",
    }
    row = {"numero": str(numero)} | usual | cells
    return ";".join(row[name] for name in HEADER.split(";"))


def csv(*lines: str, header: str = HEADER) -> bytes:
    return "\n".join([header, *lines]).encode()


def pieces(data: bytes) -> Iterator[pb.DryRunImportRequest]:
    yield pb.DryRunImportRequest(chunk=ImportChunk(start=ImportStart(kind="postes", filename="postes.csv")))
    for start in range(0, len(data), 200_000):
        yield pb.DryRunImportRequest(chunk=ImportChunk(data=data[start : start + 200_000]))


def dry_run(calls: Calls, data: bytes, user: User | None = GESTIONNAIRE) -> ImportReport:
    with calls.of("admin", user) as admin:
        return admin.offers.DryRunImport(pieces(data)).report


def apply(calls: Calls, import_id: str, user: User | None = GESTIONNAIRE) -> ImportReport:
    with calls.of("admin", user) as admin:
        return admin.offers.ApplyImport(pb.ApplyImportRequest(import_id=import_id)).report


def imported(calls: Calls, *lines: str, header: str = HEADER) -> ImportReport:
    tried = dry_run(calls, csv(*lines, header=header))
    assert tried.import_id, [problem.reason for problem in tried.problems]
    return apply(calls, tried.import_id)


def counts(report: ImportReport) -> tuple[int, int, int, int, int]:
    return report.created, report.changed, report.unchanged, report.removed, report.refused


def errors(report: ImportReport) -> list[tuple[int, str]]:
    return [
        (problem.line, problem.column)
        for problem in report.problems
        if problem.severity == ImportProblem.SEVERITY_ERROR
    ]


def warnings(report: ImportReport) -> list[tuple[int, str]]:
    return [
        (problem.line, problem.column)
        for problem in report.problems
        if problem.severity == ImportProblem.SEVERITY_WARNING
    ]


@pytest.mark.rule("ADM-4")
def test_a_dry_run_says_what_would_happen_and_changes_nothing(world: World, calls: Calls) -> None:
    report = dry_run(calls, csv(line(2931), line(2932)))
    assert counts(report) == (2, 0, 0, 0, 0)
    assert (report.rows, report.applied, len(report.digest)) == (2, False, 64)
    assert world.count("post") == world.count("ward") == world.count("offer") == 0


@pytest.mark.rule("IFC-8")
def test_what_was_shown_is_applied_and_boards_have_it(calls: Calls) -> None:
    report = imported(calls, line(2931, regimes="approfondissement|Socle", flechage="=1+1"), line(2932))
    assert (report.applied, counts(report)) == (True, (2, 0, 0, 0, 0))
    board = snapshot(calls)
    assert board.version == 2
    first = board.postes[0]
    assert (first.numero, list(first.regimes)) == (2931, ["socle", "approfondissement"])
    assert (first.flechage, first.reserve, first.publie) == ("=1+1", False, True)
    assert (first.groupe_code, first.groupe_label) == ("3", GROUPE)
    assert (first.etablissement, first.chef_de_service, first.type) == ("Hôpital Necker", "Pr Durand", "CHU")


@pytest.mark.rule("ADM-4")
def test_the_same_file_twice_changes_nothing(calls: Calls) -> None:
    imported(calls, line(2931), line(2932))
    before = snapshot(calls)
    assert counts(imported(calls, line(2931), line(2932))) == (0, 0, 2, 0, 0)
    assert snapshot(calls) == before


def test_the_same_dry_run_applied_twice_is_done_once(world: World, calls: Calls) -> None:
    tried = dry_run(calls, csv(line(2931)))
    assert apply(calls, tried.import_id) == apply(calls, tried.import_id)
    assert world.count("offer_change") == 1


@pytest.mark.rule("IFC-8")
def test_not_published_unless_said_and_told_only_when_published(calls: Calls) -> None:
    imported(calls, line(2931, publie=""), line(2932, publie="non"))
    assert list(snapshot(calls).postes) == []
    assert snapshot(calls).version == 0
    imported(calls, line(2931, publie="oui"))
    assert [change.changed.poste.numero for change in since(calls, 0).changes] == [2931]


@pytest.mark.rule("IFC-10")
def test_an_empty_cell_leaves_and_vide_erases(calls: Calls) -> None:
    imported(calls, line(2931, flechage="Chimio", chef_de_service="Pr Durand"))
    imported(calls, "052027;2931;;;;;(vide);;;;(vide);;;")
    (poste,) = snapshot(calls).postes
    assert (poste.flechage, poste.chef_de_service, poste.type, poste.publie) == ("Chimio", "", "", True)


@pytest.mark.rule("IFC-10")
def test_a_column_that_is_not_there_leaves_what_is_known(calls: Calls) -> None:
    imported(calls, line(2931, flechage="Chimio"))
    report = imported(calls, "052027;2931;oui", header="semestre;numero;reserve")
    assert counts(report) == (0, 1, 0, 0, 0)
    (poste,) = snapshot(calls).postes
    assert (poste.reserve, poste.flechage) == (True, "Chimio")


@pytest.mark.rule("POS-6")
def test_snapshot_before_and_what_an_import_told_make_the_snapshot_after(calls: Calls) -> None:
    imported(calls, line(2931), line(2932), line(2933), line(2934, publie="non"))
    before = snapshot(calls)
    imported(
        calls,
        line(2931, chef_de_service="Pr Élu") + ";",
        line(2932, chef_de_service="") + ";oui",
        line(2933, chef_de_service="", groupe="7 - AUTRE") + ";",
        line(2934, chef_de_service="") + ";",
        line(2935, chef_de_service="") + ";",
        header=HEADER + ";retirer",
    )
    after = snapshot(calls)
    assert sorted(poste.numero for poste in after.postes) == [2931, 2934, 2935]
    assert applied(before, list(since(calls, before.version).changes)) == {
        poste.numero: poste for poste in after.postes
    }
    assert [poste.numero for poste in snapshot(calls, "052027:7").postes] == [2933]


@pytest.mark.rule("POS-6")
def test_a_ward_that_changes_is_told_for_all_its_posts_of_every_offer(calls: Calls) -> None:
    imported(calls, line(2931), line(2932, groupe="7 - AUTRE"))
    report = imported(calls, line(2931, chef_de_service="Pr Élu"))
    assert counts(report) == (0, 1, 0, 0, 0)
    (change,) = since(calls, 1, "052027:7").changes
    assert (change.changed.poste.numero, change.changed.poste.chef_de_service) == (2932, "Pr Élu")


@pytest.mark.rule("IFC-10")
def test_a_ward_that_takes_another_name_is_a_warning(world: World, calls: Calls) -> None:
    world.given(ward(NECKER, etablissement="Hôpital Cochin"), fiche(2931))
    report = dry_run(calls, csv(line(2931)))
    assert warnings(report) == [(2, "imotep")]
    assert report.refused == 0


@pytest.mark.rule("IFC-10")
@pytest.mark.parametrize("column", ["etablissement", "departement", "service", "chef_de_service"])
def test_one_imotep_for_two_wards_is_refused(calls: Calls, column: str) -> None:
    other = {"departement": "94"}.get(column, "Autre")
    report = dry_run(calls, csv(line(2931), line(2932, **{column: other})))
    assert errors(report) == [(3, column)]
    assert "ligne 2" in report.problems[0].reason
    assert report.import_id == ""


@pytest.mark.rule("IFC-10")
def test_unknown_groupes_and_des_are_a_warning_and_created_at_identity(
    calls: Calls, identity: Identity
) -> None:
    tried = dry_run(
        calls,
        csv(line(2931, groupe="8 - ONCOLOGIE", des="81 - ONCOLOGIE"), line(2932, groupe="8 - ONCOLOGIE")),
    )
    assert warnings(tried) == [(2, "des"), (2, "groupe")]
    assert "8" not in identity.groupes
    apply(calls, tried.import_id)
    assert (identity.groupes["8"], identity.des["81"]) == ("8 - ONCOLOGIE", "81 - ONCOLOGIE")
    assert snapshot(calls, "052027:8").postes[0].groupe_label == "8 - ONCOLOGIE"


@pytest.mark.rule("IFC-10")
def test_another_label_of_a_known_des_is_a_warning_and_identitys_stays(calls: Calls) -> None:
    report = dry_run(calls, csv(line(2931, des="33 - GYNECO")))
    assert warnings(report) == [(2, "des")]
    apply(calls, report.import_id)
    assert snapshot(calls).postes[0].des_label == DES


@pytest.mark.rule("IFC-10")
def test_a_taken_post_is_never_changed_nor_taken_away(world: World, calls: Calls) -> None:
    imported(calls, line(2931), line(2932))
    world.chosen(2931)
    report = dry_run(calls, csv(line(2931, flechage="Autre")))
    assert errors(report) == [(2, "numero")]
    report = dry_run(calls, csv(line(2931) + ";oui", header=HEADER + ";retirer"))
    assert errors(report) == [(2, "retirer")]
    assert counts(dry_run(calls, csv(line(2931), line(2932)))) == (0, 0, 2, 0, 0)


@pytest.mark.rule("ADM-4")
def test_a_post_taken_since_the_dry_run_stops_the_import(world: World, calls: Calls) -> None:
    imported(calls, line(2931), line(2932))
    tried = dry_run(calls, csv(line(2931, flechage="Autre"), line(2932, flechage="Autre")))
    world.chosen(2931)

    with pytest.raises(RemoteError) as refused:
        apply(calls, tried.import_id)

    assert (refused.value.code, refused.value.kind) == ("donnees_changees", Kind.CONFLICT)
    assert "2" in refused.value.text
    assert {poste.flechage for poste in snapshot(calls).postes} == {""}


@pytest.mark.rule("IFC-10")
def test_taking_away_what_is_not_there_is_a_warning(calls: Calls) -> None:
    report = dry_run(calls, csv("052027;2931;oui", header="semestre;numero;retirer"))
    assert warnings(report) == [(2, "retirer")]
    assert counts(report) == (0, 0, 1, 0, 0)


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"semestre": "062027"}, "semestre"),
        ({"semestre": ""}, "semestre"),
        ({"numero": "0"}, "numero"),
        ({"numero": "12a"}, "numero"),
        ({"numero": "99999999999"}, "numero"),
        ({"imotep": "1234567"}, "imotep"),
        ({"departement": "Paris"}, "departement"),
        ({"regimes": "socle|phase"}, "regimes"),
        ({"regimes": ""}, "regimes"),
        ({"reserve": "peut-être"}, "reserve"),
        ({"reserve": ""}, "reserve"),
        ({"publie": "1"}, "publie"),
        ({"groupe": ""}, "groupe"),
        ({"etablissement": "x" * 201}, "etablissement"),
        ({"flechage": "x" * 501}, "flechage"),
        ({"service": "(vide)"}, "service"),
    ],
)
def test_a_wrong_cell_is_named_by_line_and_column(calls: Calls, cells: dict[str, str], column: str) -> None:
    report = dry_run(calls, csv(line(2930), line(**({"numero": "2931"} | cells))))
    assert errors(report) == [(3, column)]
    assert report.import_id == ""


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "vide"),
        (b"PK\x03\x04 nothing", "classeur"),
        (b"\x00\x01\x02", "ni un CSV"),
        (csv("2931;oui", header="numero;publie"), "Colonne absente"),
        (csv("1", header="semestre;numero;numero"), "deux fois"),
        (csv(line(2931), line(2931, flechage="Autre")), "Même semestre et numero"),
        (csv(line(2931, flechage="x" * 10_000_000)), "caractères"),
    ],
)
def test_a_file_that_cannot_be_is_refused_in_words(calls: Calls, data: bytes, reason: str) -> None:
    report = dry_run(calls, data)
    assert report.import_id == ""
    assert any(reason in problem.reason for problem in report.problems)


@pytest.mark.rule("IFC-10")
def test_xlsx_numbers_are_read_as_what_they_show(calls: Calls) -> None:
    file = BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("Postes")
        sheet.write_row(0, 0, HEADER.split(";"))
        cells = line(2931).split(";")
        sheet.write_row(1, 0, cells)
        sheet.write_number(1, 0, 52027)
        sheet.write_number(1, 1, 2931)
        sheet.write_number(1, 2, 1000336)
        sheet.write_number(1, 4, 1)
    tried = dry_run(calls, file.getvalue())
    apply(calls, tried.import_id)
    (poste,) = snapshot(calls).postes
    assert (poste.semestre, poste.imotep, poste.departement) == ("052027", "01000336", "01")


@pytest.mark.parametrize("user", [None, CONSULTATION, an_interne(GESTIONNAIRE.id)])
def test_only_a_gestionnaire_imports(world: World, calls: Calls, user: User | None) -> None:
    tried = dry_run(calls, csv(line(2931)))
    with pytest.raises(RemoteError) as first:
        dry_run(calls, csv(line(2931)), user)
    with pytest.raises(RemoteError) as second:
        apply(calls, tried.import_id, user)
    assert {first.value.kind, second.value.kind} <= {Kind.FORBIDDEN, Kind.UNAUTHENTICATED}
    assert world.count("post") == 0


def test_identity_away_stops_the_import_and_nothing_is_changed(
    world: World, calls: Calls, identity: Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = dry_run(calls, csv(line(2931)))

    def away(_named: object) -> None:
        raise RemoteError(code="service_indisponible", kind=Kind.UNAVAILABLE, text="Absent.", details={})

    monkeypatch.setattr(identity, "ensure", away)
    with pytest.raises(RemoteError) as refused:
        apply(calls, tried.import_id)
    assert refused.value.kind is Kind.UNAVAILABLE
    assert world.count("post") == 0


def test_a_campaign_of_real_size_takes_seconds(world: World, calls: Calls) -> None:
    wards = [str(11_000_000 + number) for number in range(3000)]
    lines = [
        line(
            number + 1,
            imotep=wards[number % 3000],
            service=f"Service {number % 3000}",
            groupe=f"{number % 40} - GROUPE {number % 40}",
        )
        for number in range(6130)
    ]
    report = imported(calls, *lines)
    assert report.created == 6130
    assert world.count("offer_change") == world.count("outbox") == 6130


def test_two_offers_touched_at_once_are_told_each_under_its_own_version(calls: Calls) -> None:
    imported(calls, line(2931), line(2932, groupe="7 - AUTRE", imotep=PITIE))
    assert (snapshot(calls).version, snapshot(calls, "052027:7").version) == (1, 1)
    assert snapshot(calls).offer_id == OFFER
