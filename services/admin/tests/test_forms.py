"""Forms with empty, oversized and hostile values: refused with the reason on the field, nothing changed."""

from io import BytesIO
from typing import Any

import pytest

from chassis.errors import Kind
from chassis.imports.limits import FILE_BYTES
from dci.session.v1 import session_pb2 as pb
from services.admin.tests import campaign
from services.admin.tests.application import World
from services.admin.tests.conftest import Browser
from services.admin.tests.doubles import refused

VERSION = f"{campaign.VERSION[:-1]}2"
NEW = "/amphis/nouveau"
CUT = f"/amphis/{campaign.BROUILLON}/decoupage"
SET = f"/amphis/{campaign.BROUILLON}/reglages"
SETTINGS = {
    "favoris_at": "2027-02-15T09:00",
    "duree_tour": "90",
    "delai_absent": "60",
    "grace_reseau": "1",
    "delai_fin": "5",
    "retours_max": "3",
    "surnombres_max": "",
    "apres_arret": "rendre",
}
AMPHI = SETTINGS | {
    "call_list_version_id": VERSION,
    "code": "CHIR-SOCLE",
    "libelle": "Spécialités chirurgicales",
    "formation": "medecin",
}
TIMETABLE = {
    "starts_at": "2027-03-01T09:00",
    "internes_par_session": "30",
    "temps_par_interne": "90",
    "pause_entre_sessions": "15",
    "by_clock": "main",
}


@pytest.mark.rule("ADM-3")
def test_a_semester_is_created_and_made_current(staff: Browser, world: World) -> None:
    assert staff.send("/semestres/", {"code": "112027", "newest_promotion": "2027"}).status_code == 302
    staff.send("/semestres/112027/courant", {}, form="/semestres/")
    assert [each.code for each in world.identity.known if each.current] == ["112027"]


@pytest.mark.rule("ADM-3")
@pytest.mark.parametrize(
    "wrong",
    [{"code": ""}, {"code": "062027"}, {"code": "05202"}, {"code": "052027\x00"}, {"code": "٠٥٢٠٢٧"},
     {"newest_promotion": ""}, {"newest_promotion": "-1"}, {"newest_promotion": "9" * 400},
     {"newest_promotion": "2027.5"}, {"newest_promotion": "٢٠٢٧"}, {"code": campaign.SEMESTRE}],
)  # fmt: skip
def test_a_semester_that_cannot_be_is_refused(staff: Browser, world: World, wrong: dict[str, str]) -> None:
    answer = staff.send("/semestres/", {"code": "112027", "newest_promotion": "2027"} | wrong)
    assert answer.status_code == 422
    assert "à revoir" in answer.text
    assert len(world.identity.known) == 1


@pytest.mark.rule("ADM-4")
def test_a_dry_run_shows_each_problem_with_its_place(staff: Browser) -> None:
    answer = _send_file(staff, b"ine;nom")
    assert answer.status_code == 200
    for said in ("Essai à blanc", "avertissement", "groupe", "&lt;b&gt;9 - AUTRE&lt;/b&gt;", "il sera créé"):
        assert said in answer.text
    assert "Importer ces 120" in answer.text


@pytest.mark.rule("ADM-4")
def test_a_file_of_twenty_megabytes_passes_and_a_larger_one_does_not(staff: Browser, world: World) -> None:
    assert _send_file(staff, b"x" * FILE_BYTES).status_code == 200
    assert world.imports.sizes == [FILE_BYTES]
    assert _send_file(staff, b"x" * (FILE_BYTES + 2**21)).status_code == 413
    assert len(world.imports.sizes) == 1


def test_no_other_form_takes_so_much(staff: Browser) -> None:
    assert staff.send("/semestres/", {"code": "x" * 100_000}).status_code == 413


@pytest.mark.rule("ADM-4")
def test_no_file_is_said_so(staff: Browser, world: World) -> None:
    answer = staff.send("/imports/internes", {})
    assert answer.status_code == 422
    assert "Choisissez un fichier." in answer.text
    assert world.imports.sizes == []


@pytest.mark.rule("ADM-4")
def test_what_the_owner_refuses_is_shown(staff: Browser, world: World) -> None:
    world.imports.refusal = refused("fichier_illisible", Kind.INVALID, "Ce fichier n’est ni CSV ni XLSX.")
    answer = _send_file(staff, b"\x00\x01")
    assert answer.status_code == 422
    assert "ni CSV ni XLSX" in answer.text


@pytest.mark.rule("ADM-4")
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_each_kind_has_a_model_to_fill_in(staff: Browser, form: str) -> None:
    answer = staff.open(f"/imports/cursus/modele.{form}")
    assert answer.status_code == 200
    assert f"modele-cursus.{form}" in answer.headers["Content-Disposition"]
    assert staff.open(f"/imports/chats/modele.{form}").status_code == 404


@pytest.mark.rule("ADM-4")
def test_a_dry_run_is_applied_by_its_id(staff: Browser, world: World) -> None:
    answer = staff.send("/imports/absences/appliquer", {"import_id": campaign.TURN}, form="/imports/absences")
    assert world.imports.applied == [campaign.TURN]
    assert "Import terminé" in answer.text
    assert "prend effet dans les amphis" in answer.text


@pytest.mark.rule("ADM-4")
@pytest.mark.parametrize("import_id", ["", "nope", "../../x", "x" * 5000])
def test_an_unknown_dry_run_is_not_applied(staff: Browser, world: World, import_id: str) -> None:
    answer = staff.send("/imports/postes/appliquer", {"import_id": import_id}, form="/imports/postes")
    assert answer.status_code == 422
    assert world.imports.applied == []


def test_an_unknown_kind_of_file_does_not_exist(staff: Browser) -> None:
    assert staff.open("/imports/autre").status_code == 404


@pytest.mark.rule("RNG-7")
def test_a_list_is_computed_then_read(staff: Browser, world: World) -> None:
    data = {"semestre": campaign.SEMESTRE, "groupe": "3", "regimes": ["socle", "ancien"]}
    answer = staff.send("/listes-d-appel/", data)
    assert world.ranking.asked == [(campaign.SEMESTRE, "3", ["socle", "ancien"])]
    assert answer.location == f"/listes-d-appel/{campaign.VERSION[:-1]}3"


@pytest.mark.rule("RNG-7")
@pytest.mark.parametrize(
    "wrong",
    [{"groupe": ""}, {"groupe": "99"}, {"regimes": []}, {"regimes": ["autre"]}, {"regimes": ["ancien"]}],
)
def test_a_list_of_nobody_is_refused(staff: Browser, wrong: dict[str, Any]) -> None:
    data = {"semestre": campaign.SEMESTRE, "groupe": "3", "regimes": ["socle"]} | wrong
    answer = staff.send("/listes-d-appel/", data)
    assert answer.status_code == 422
    assert "à revoir" in answer.text


@pytest.mark.rule("AMP-2")
def test_publishing_says_what_will_happen_before(staff: Browser, world: World) -> None:
    path = f"/listes-d-appel/{campaign.VERSION[:-1]}3/publier/definitive"
    page = staff.open(path).text
    assert "sera visible de tous" in page
    assert "Elle remplace la version 2" in page
    assert world.ranking.asked == []
    assert staff.send(path, {}).status_code == 302
    assert len(world.ranking.asked) == 1
    assert staff.open(path.replace("definitive", "autre")).status_code == 404


@pytest.mark.rule("RNG-7")
def test_a_line_is_explained(staff: Browser) -> None:
    page = staff.open(f"/listes-d-appel/{VERSION}/internes/{campaign.intern_id(5)}").text
    for said in ("0000000005A", "80 ÷ 100 × 150", "Ne compte pas.", "Avant : ancienneté plus grande."):
        assert said in page


@pytest.mark.rule("ADM-7")
def test_an_amphi_is_built_from_a_list(staff: Browser, world: World) -> None:
    assert staff.send(NEW, AMPHI).status_code == 302
    (asked,) = world.session.conduct.asked
    assert (asked.code, asked.formation, asked.call_list_version_id) == ("CHIR-SOCLE", "medecin", VERSION)
    assert asked.settings.delai_fin.seconds == 300
    assert asked.favoris_at.ToJsonString() == "2027-02-15T08:00:00Z"


@pytest.mark.rule("ADM-7")
@pytest.mark.parametrize(
    "wrong",
    [{"code": ""}, {"code": "x" * 31}, {"libelle": " "}, {"libelle": "x" * 201}, {"libelle": "a\u202eb"},
     {"formation": "autre"}, {"call_list_version_id": ""}, {"call_list_version_id": "autre"},
     {"favoris_at": ""}, {"favoris_at": "hier"}, {"favoris_at": "2027-03-28T02:30"},
     {"favoris_at": "0001-01-01T00:00"}, {"duree_tour": "0"}, {"duree_tour": "3601"}, {"duree_tour": "1e3"},
     {"grace_reseau": "11"}, {"delai_fin": "-1"}, {"retours_max": ""}, {"retours_max": "9" * 50}],
)  # fmt: skip
def test_an_amphi_that_cannot_be_is_refused(staff: Browser, world: World, wrong: dict[str, str]) -> None:
    answer = staff.send(NEW, AMPHI | wrong)
    assert answer.status_code == 422
    assert "dci-field-error" in answer.text
    assert world.session.conduct.asked == []


@pytest.mark.rule("ADM-7")
def test_what_session_refuses_stands_on_its_field(staff: Browser, world: World) -> None:
    world.session.conduct.refusal = refused(
        "fiche_invalide", Kind.INVALID, "Corrigez.", code="De 1 à 30 lettres, chiffres ou tirets."
    )
    answer = staff.send(NEW, AMPHI | {"code": "<x>"})
    assert answer.status_code == 422
    assert 'id="code-erreur">De 1 à 30' in answer.text
    assert "&lt;x&gt;" in answer.text


@pytest.mark.rule("ADM-7")
def test_the_timetable_is_seen_before_it_is_stored(staff: Browser, world: World) -> None:
    page = staff.send(CUT, TIMETABLE | {"faire": "apercu", "internes_par_session": "25"}).text
    assert "L’horaire que cela donne" in page
    assert "51 à 75" in page
    assert world.session.conduct.asked == []
    assert staff.send(CUT, TIMETABLE | {"faire": "decouper"}).status_code == 302
    (asked,) = world.session.conduct.asked
    assert asked.timetable.pause_entre_sessions.seconds == 900
    assert not asked.timetable.by_clock


@pytest.mark.rule("ADM-7")
@pytest.mark.parametrize(
    "wrong",
    [{"starts_at": ""}, {"internes_par_session": "0"}, {"internes_par_session": "x"},
     {"temps_par_interne": "0"}, {"pause_entre_sessions": "99999999"}, {"by_clock": "autre"}],
)  # fmt: skip
def test_a_timetable_that_cannot_be_is_refused(staff: Browser, world: World, wrong: dict[str, str]) -> None:
    assert staff.send(CUT, TIMETABLE | {"faire": "decouper"} | wrong).status_code == 422
    assert world.session.conduct.asked == []


@pytest.mark.rule("ADM-7")
def test_settings_show_what_is_and_change(staff: Browser, world: World) -> None:
    page = staff.open(SET).text
    assert 'value="2027-02-22T09:00"' in page
    assert staff.send(SET, SETTINGS | {"retours_max": "0"}).status_code == 302
    (asked,) = world.session.conduct.asked
    assert asked.settings.retours_max == 0
    assert asked.settings.delai_absent.seconds == 60


@pytest.mark.rule("CHX-5")
@pytest.mark.parametrize(("typed", "meant"), [("", None), ("0", 0), ("4", 4)])
def test_no_limit_of_surnombres_is_not_a_limit_of_none(
    staff: Browser, world: World, typed: str, meant: int | None
) -> None:
    assert staff.send(SET, SETTINGS | {"surnombres_max": typed}).status_code == 302
    (asked,) = world.session.conduct.asked
    limited = asked.settings.HasField("surnombres_max")
    assert (asked.settings.surnombres_max if limited else None) == meant


@pytest.mark.rule("G-4")
def test_what_a_stop_gives_back_is_set(staff: Browser, world: World) -> None:
    assert staff.send(SET, SETTINGS | {"apres_arret": "pause"}).status_code == 302
    assert staff.send(SET, SETTINGS | {"apres_arret": "rien"}).status_code == 422
    (asked,) = world.session.conduct.asked
    assert asked.settings.apres_arret == pb.STOP_POLICY_PAUSE


@pytest.mark.rule("ADM-7")
def test_a_step_says_what_it_does_then_does_it(staff: Browser, world: World) -> None:
    path = f"/amphis/{campaign.BROUILLON}/valider"
    assert "ne changera plus" in staff.open(path).text
    assert world.session.conduct.asked == []
    assert staff.send(path, {}).status_code == 302
    assert len(world.session.conduct.asked) == 1
    assert staff.open(f"/amphis/{campaign.BROUILLON}/autre").status_code == 404


@pytest.mark.rule("NOT-2")
def test_failed_mails_are_shown_as_text_and_tried_again(staff: Browser, world: World) -> None:
    page = staff.open("/courriels/").text
    assert "User unknown" in page
    assert "<script>alert" not in page
    staff.send(f"/courriels/{campaign.TURN}/renvoyer", {}, form="/semestres/")
    assert world.notifications.retried == [campaign.TURN]


def _send_file(browser: Browser, content: bytes) -> Any:
    return browser.send(
        "/imports/internes",
        {"file": (BytesIO(content), "internes.csv")},
        content_type="multipart/form-data",
    )
