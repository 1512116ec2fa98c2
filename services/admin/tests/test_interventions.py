"""A choice dictated by phone, placements, corrections: read back first, then asked once (ADM-9, CHX-6, 8)."""

import re
from dataclasses import replace

import pytest
from flask import Flask

from chassis.errors import Kind
from dci.session.v1 import session_pb2 as pb
from services.admin.context import EXTENSION
from services.admin.tests import campaign
from services.admin.tests.application import World
from services.admin.tests.conftest import Browser
from services.admin.tests.doubles import refused

ROOM = f"/regie/{campaign.AMPHI}"
DICTATE = f"{ROOM}/dicter"
PLACE = f"{ROOM}/affecter"
CORRECT = f"{ROOM}/corriger"
LIST = f"{ROOM}/interventions"
HIDDEN = re.compile(r'<input id="([\w-]+)" name="[\w-]+" type="hidden" value="([^"]*)"')
CORRECTION = "c0a8d7a4-90b1-4a8c-8f0e-2b1a2f0f7c44"
OTHER = "22222222-2222-4222-8222-222222222222"


def drawn(page: str) -> dict[str, str]:
    """What a form carries."""
    return {name: value for name, value in HIDDEN.findall(page) if name != "csrf_token"}


def plain(text: str) -> str:
    """Without no-break spaces."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.fixture
def told(app: Flask) -> list[str]:
    """The amphis whose pages were told to look again."""
    found: list[str] = []
    app.extensions[EXTENSION] = replace(app.extensions[EXTENSION], tell=found.append)
    return found


@pytest.fixture
def admin(nobody: Browser) -> Browser:
    """An administrateur."""
    assert nobody.log_in("administrateur").status_code == 302
    return nobody


@pytest.mark.rule("ADM-9")
def test_a_dictated_choice_is_read_back_before_it_is_recorded(staff: Browser, world: World) -> None:
    fields = drawn(staff.open(DICTATE).text)
    read = staff.send(DICTATE, fields | {"poste": "2942"})
    assert read.status_code == 200
    assert "Vous choisissez le poste n° 2942, NECKER, Chirurgie viscérale" in plain(read.text)
    assert world.session.conduct.asked == []

    done = staff.send(DICTATE, drawn(read.text) | {"poste": "2942"})
    assert done.location == ROOM
    (asked,) = world.session.conduct.asked
    assert isinstance(asked, pb.ChooseForRequest)
    assert (asked.turn_id, asked.numero, asked.key) == (campaign.TURN, 2942, fields["key"])


@pytest.mark.rule("ADM-9")
def test_another_post_than_the_one_read_back_is_read_back_again(staff: Browser, world: World) -> None:
    read = staff.send(DICTATE, drawn(staff.open(DICTATE).text) | {"poste": "2942"})
    again = staff.send(DICTATE, drawn(read.text) | {"poste": "2943"})
    assert "le poste n° 2943" in plain(again.text)
    assert world.session.conduct.asked == []


@pytest.mark.rule("ADM-9")
def test_going_back_to_change_it_asks_for_another_reading(staff: Browser, world: World) -> None:
    read = staff.send(DICTATE, drawn(staff.open(DICTATE).text) | {"poste": "2942"})
    back = staff.send(DICTATE, drawn(read.text) | {"poste": "2942", "changer": "1"})
    assert "À lire au téléphone" not in back.text
    assert "À lire au téléphone" in staff.send(DICTATE, drawn(back.text) | {"poste": "2942"}).text
    assert world.session.conduct.asked == []


@pytest.mark.rule("ADM-9")
def test_the_turn_is_the_one_that_was_shown_when_the_form_was_drawn(staff: Browser, world: World) -> None:
    fields = drawn(staff.open(DICTATE).text)
    world.session.announce(4)
    read = staff.send(DICTATE, fields | {"poste": "2942"})
    assert "Pierre ROUSSEAU" in read.text
    world.session.conduct.refusal = refused(
        "tour_termine", Kind.CONFLICT, "Ce tour vient de se terminer : rien n’a été changé."
    )
    answer = staff.send(DICTATE, drawn(read.text) | {"poste": "2942"})
    assert answer.status_code == 409
    assert "Ce tour vient de se terminer" in answer.text
    assert world.session.conduct.asked[0].turn_id == campaign.TURN


@pytest.mark.rule("G-3")
def test_a_dictated_choice_whose_answer_is_unknown_keeps_its_key(staff: Browser, world: World) -> None:
    fields = drawn(staff.open(DICTATE).text)
    read = staff.send(DICTATE, fields | {"poste": "2942"})
    world.session.conduct.refusal = refused("reponse_attendue", Kind.UNAVAILABLE, "Le choix est reçu.")
    answer = staff.send(DICTATE, drawn(read.text) | {"poste": "2942"})
    assert answer.status_code == 503
    assert "ne compte qu’une fois" in answer.text
    assert drawn(answer.text)["key"] == fields["key"]


@pytest.mark.rule("ADM-9")
def test_several_posts_are_proposed_and_none_is_guessed(staff: Browser, world: World) -> None:
    fields = drawn(staff.open(DICTATE).text)
    many = staff.send(DICTATE, fields | {"poste": "necker"})
    assert many.status_code == 422
    assert "100 postes correspondent" in many.text
    read = staff.send(DICTATE, fields | {"poste": "x", "parmi": "2950"})
    assert "le poste n° 2950" in plain(read.text)
    for wrong in ("", "  ", "9999", "x" * 200, "a\x00b"):
        assert staff.send(DICTATE, fields | {"poste": wrong}).status_code == 422, wrong
    assert world.session.conduct.asked == []


@pytest.mark.rule("ADM-1")
def test_who_may_only_look_neither_dictates_nor_places(reader: Browser, world: World) -> None:
    for path in (DICTATE, PLACE, CORRECT, LIST):
        assert reader.open(path).status_code == 403, path
    assert world.session.conduct.asked == []


@pytest.mark.rule("CHX-6")
def test_a_gestionnaire_does_not_correct(staff: Browser) -> None:
    assert staff.open(CORRECT).status_code == 403
    assert staff.open(f"{ROOM}/corrections/{CORRECTION}/approuver").status_code == 403


@pytest.mark.rule("CHX-8")
def test_a_placement_says_what_it_will_do_then_does_it(staff: Browser, world: World) -> None:
    fields = drawn(staff.open(f"{PLACE}?rang=2").text)
    given = {"interne": "2", "poste": "2942", "reason": "Handicap"}
    read = staff.send(PLACE, fields | given)
    assert "C’est fait aussitôt" in plain(read.text)
    assert "n° 2 Chloé" in plain(read.text)
    assert world.session.conduct.asked == []
    assert staff.send(PLACE, drawn(read.text) | given).location == LIST
    (asked,) = world.session.conduct.asked
    assert (asked.rang_appel, asked.numero, asked.reason) == (2, 2942, "Handicap")


@pytest.mark.rule("CHX-8")
def test_before_validation_a_placement_is_noted_by_the_call_list(
    staff: Browser, world: World, told: list[str]
) -> None:
    path = f"/regie/{campaign.BROUILLON}/affecter"
    given = {"interne": "12", "poste": "2942", "reason": "Handicap"}
    read = staff.send(path, drawn(staff.open(path).text) | given)
    assert "C’est noté maintenant" in plain(read.text)
    assert f"n° 12 {campaign.prenom(12)}" in plain(read.text)
    assert staff.send(path, drawn(read.text) | given).status_code == 302
    assert world.session.conduct.asked[0].amphi_id == campaign.BROUILLON
    assert campaign.BROUILLON in told


@pytest.mark.rule("CHX-8")
@pytest.mark.parametrize(("seq", "said"), [(0, "est notée, elle prendra effet"), (7, "est faite")])
def test_what_became_of_a_placement_is_what_session_says(
    staff: Browser, world: World, seq: int, said: str
) -> None:
    world.session.conduct.seq = seq  # whatever state the page had shown: the amphi is validated meanwhile
    path = f"/regie/{campaign.BROUILLON}/affecter"
    given = {"interne": "12", "poste": "2942", "reason": "Handicap"}
    read = staff.send(path, drawn(staff.open(path).text) | given)
    done = staff.send(path, drawn(read.text) | given)
    assert said in plain(staff.open(done.location or "").text)


@pytest.mark.rule("CHX-8")
@pytest.mark.parametrize(
    "wrong", [{"interne": "76"}, {"interne": ""}, {"interne": "x"}, {"reason": ""}, {"poste": "1"}]
)
def test_a_placement_that_makes_no_sense_is_refused(
    staff: Browser, world: World, wrong: dict[str, str]
) -> None:
    given = {"interne": "2", "poste": "2942", "reason": "Handicap"} | wrong
    assert staff.send(PLACE, drawn(staff.open(PLACE).text) | given).status_code == 422
    assert world.session.conduct.asked == []


@pytest.mark.rule("CHX-6")
def test_an_exchange_is_proposed_with_both_lines_together(admin: Browser, world: World) -> None:
    world.session.passages[4].state, world.session.passages[4].numero = pb.PASSAGE_STATE_A_CHOISI, 2950
    fields = drawn(admin.open(CORRECT).text)
    given = {
        "lines-0-amphi_id": campaign.AMPHI, "lines-0-interne": "1", "lines-0-poste": "2950",
        "lines-1-amphi_id": campaign.AMPHI, "lines-1-interne": "4", "lines-1-poste": "2942",
        "reason": "Erreur de saisie",
    }  # fmt: skip
    read = admin.send(CORRECT, fields | given)
    assert "n° 2942 – NECKER" in plain(read.text)
    assert world.session.conduct.asked == []
    assert admin.send(CORRECT, fields | drawn(read.text) | given).location == LIST
    (asked,) = world.session.conduct.asked
    assert [(each.rang_appel, each.numero) for each in asked.lines] == [(1, 2950), (4, 2942)]
    assert asked.reason == "Erreur de saisie"


@pytest.mark.rule("CHX-6")
@pytest.mark.parametrize(
    ("line", "said"),
    [
        (("99", "2950"), "personne n’a le numéro d’appel"),
        (("5", "2950"), "n’a pas de poste"),
        (("1", "1"), "n’est pas dans cette offre"),
        (("1", "2942"), "a déjà ce poste"),
        (("", ""), "Remplissez au moins une ligne"),
        (("٣", "2950"), "personne n’a le numéro d’appel"),
    ],
)
def test_each_line_that_makes_no_sense_says_why(
    admin: Browser, world: World, line: tuple[str, str], said: str
) -> None:
    given = {"lines-0-interne": line[0], "lines-0-poste": line[1], "reason": "x"}
    answer = admin.send(CORRECT, drawn(admin.open(CORRECT).text) | given)
    assert answer.status_code == 422
    assert said in plain(answer.text)
    assert world.session.conduct.asked == []


@pytest.mark.rule("CHX-6")
def test_more_lines_can_be_added_without_losing_what_was_typed(admin: Browser) -> None:
    given = {"lines-0-interne": "1", "lines-0-poste": "2950", "ajouter": "1"}
    page = admin.send(CORRECT, drawn(admin.open(CORRECT).text) | given).text
    assert page.count("<fieldset") == 3
    assert 'value="2950"' in page


def proposed(by: str, state: "pb.InterventionState.ValueType" = pb.INTERVENTION_STATE_NOTED) -> pb.Correction:
    """A correction of the first intern's post."""
    return pb.Correction(
        correction_id=CORRECTION, state=state, reason="Erreur <b>de</b> saisie",
        proposed_by=f"ars:administrateur:{by}",
        lines=[pb.CorrectionLine(amphi_id=campaign.AMPHI, rang_appel=1, before=2942, numero=2950)],
    )  # fmt: skip


@pytest.mark.rule("CHX-6")
def test_whoever_proposed_is_not_offered_to_approve(admin: Browser, world: World) -> None:
    world.session.noted.corrections.append(proposed(campaign.ME))
    page = plain(admin.open(LIST).text)
    assert "Vous l’avez proposée : une autre personne doit l’approuver." in page
    assert "/approuver" not in page
    assert "Erreur &lt;b&gt;de&lt;/b&gt; saisie" in page


@pytest.mark.rule("CHX-6")
def test_a_second_person_reads_everything_then_approves(admin: Browser, world: World) -> None:
    world.session.noted.corrections.append(proposed(OTHER))
    path = f"{ROOM}/corrections/{CORRECTION}/approuver"
    assert path in admin.open(LIST).text
    page = plain(admin.open(path).text)
    assert "n° 2950 – NECKER – Orthopédie" in page
    assert admin.send(path, drawn(page)).location == LIST
    (asked,) = world.session.conduct.asked
    assert asked.correction_id == CORRECTION
    assert admin.open(f"{ROOM}/corrections/{OTHER}/approuver").status_code == 404
    assert admin.open(f"{ROOM}/corrections/{CORRECTION}/autre").status_code == 404


@pytest.mark.rule("CHX-6")
def test_the_second_person_sees_a_proposal_without_asking(
    admin: Browser, world: World, told: list[str]
) -> None:
    """It is no decision: nothing else would move the page."""
    given = {"lines-0-interne": "1", "lines-0-poste": "2950", "reason": "Erreur de saisie"}
    read = admin.send(CORRECT, drawn(admin.open(CORRECT).text) | given)
    assert told == []
    assert admin.send(CORRECT, drawn(read.text) | given).location == LIST
    assert campaign.AMPHI in told

    told.clear()
    world.session.noted.corrections.append(proposed(campaign.ME))
    path = f"{ROOM}/corrections/{CORRECTION}/retirer"
    assert admin.send(path, drawn(admin.open(path).text)).location == LIST
    assert campaign.AMPHI in told


@pytest.mark.rule("CHX-6")
def test_each_intervention_says_where_it_stands_and_why_it_was_refused(staff: Browser, world: World) -> None:
    refusal = proposed(OTHER, pb.INTERVENTION_STATE_REFUSED)
    refusal.refusal = "Un interne ne tient plus le poste."
    world.session.noted.corrections.extend([refusal, proposed(OTHER, pb.INTERVENTION_STATE_DONE)])
    world.session.noted.placements.add(
        placement_id=OTHER, rang_appel=12, numero=2950, reason="Handicap",
        state=pb.INTERVENTION_STATE_NOTED, by=f"ars:gestionnaire:{campaign.ME}",
    )  # fmt: skip
    page = plain(staff.open(LIST).text)
    for said in (
        "refusée", "Un interne ne tient plus le poste.", "faite", "notée, attend la validation",
        "Demandée par vous", "Proposée par l’ARS (administrateur)",
    ):  # fmt: skip
        assert said in page, said
    path = f"{ROOM}/affectations/{OTHER}/retirer"
    assert staff.send(path, drawn(staff.open(path).text)).location == LIST
    assert world.session.conduct.asked[0].placement_id == OTHER


@pytest.mark.rule("CHX-9")
def test_amphis_of_one_stock_stand_side_by_side(staff: Browser) -> None:
    offer = campaign.amphi().offer_id
    assert f"carte-{campaign.AMPHI}" in staff.open(f"/regie/?offre={offer}").text
    assert "carte-" not in staff.open("/regie/?offre=052027:9").text


@pytest.mark.rule("STA-3")
def test_a_type_de_choix_is_accepted_on_the_spot(staff: Browser, world: World) -> None:
    path = f"{ROOM}/type-de-choix"
    page = staff.open(f"{path}?rang=3").text
    assert "pour le tour en cours aussi" in plain(page)
    given = {"type_choix": "surnombre_validant", "note": "dossier vu"}
    world.identity.effective = False
    assert staff.send(path, drawn(page) | given, form=f"{path}?rang=3").location == ROOM
    assert world.identity.changed == [(campaign.intern_id(3), "surnombre_validant", "dossier vu")]
    assert "prend effet dès que l’amphi répond" in staff.open(ROOM).text
    for wrong in ({"type_choix": "autre"}, {"note": "x" * 301}):
        assert staff.send(path, drawn(page) | given | wrong, form=f"{path}?rang=3").status_code == 422
    assert staff.open(f"{path}?rang=999").status_code == 404
    assert staff.open(f"{path}?rang=x").status_code == 404


@pytest.mark.rule("PRC-4")
def test_a_procuration_is_cancelled_on_the_spot(staff: Browser, world: World) -> None:
    path = f"{ROOM}/procuration"
    page = staff.open(f"{path}?rang=4").text
    assert "sami@proche.example" in page
    assert "06 12 34 56 78" in plain(page)
    world.identity.refusal = refused("aucune_procuration", Kind.CONFLICT, "Il n’y a pas de procuration.")
    assert staff.send(path, drawn(page), form=f"{path}?rang=4").status_code == 409
    world.identity.refusal = None
    assert staff.send(path, drawn(page), form=f"{path}?rang=4").location == ROOM
    assert world.identity.changed == [(campaign.intern_id(4), "procuration", "")]


@pytest.mark.rule("ADM-1")
def test_who_may_only_look_changes_no_rights(reader: Browser, world: World) -> None:
    for path in ("type-de-choix", "procuration"):
        assert reader.open(f"{ROOM}/{path}?rang=3").status_code == 403
    assert world.identity.changed == []
