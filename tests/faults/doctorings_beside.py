"""Ways to break what happens beside the turns: placements, corrections, rights, posts (`doctorings.py`)."""

import copy
from datetime import timedelta
from typing import Any

from tests.faults.checker.instants import instant
from tests.faults.doctorings import DOCTORINGS, Doctored, breaks, seal
from tests.faults.telling import address, intern, mandataire, text

__all__ = ["DOCTORINGS"]

# placements (CHX-8)


@breaks("G-1", "the record has no such choice")
def a_confirmed_placement_is_not_in_the_record(told: Doctored) -> None:
    without(told, "placed", 10)


@breaks("G-1", "postes has no such place")
def a_confirmed_placement_is_not_in_postes(told: Doctored) -> None:
    told["postes"]["place"] = [row for row in told["postes"]["place"] if row["intern_id"] != intern(10)]


@breaks("G-1", "was noted and never decided")
def a_noted_placement_comes_to_nothing(told: Doctored) -> None:
    without(told, "placed", 9)


@breaks("G-1", "which is corrected")
def a_placement_is_answered_with_another_decision(told: Doctored) -> None:
    decision(told, "corrected")
    answered(told, "place")["seq"] = decision(told, "corrected")["seq"]


@breaks("G-1", "places to intern")
def somebody_who_chose_is_placed_too(told: Doctored) -> None:
    decision(told, "placed", 10)["payload"] |= {"intern_id": intern(1), "rang_appel": 1}
    seal(told)


@breaks("G-2", "placement or correction")
def a_placement_is_answered_and_never_decided(told: Doctored) -> None:
    without(told, "placed", 9)


@breaks("G-2", "says placed, the answer")
def a_placement_is_refused_and_made(told: Doctored) -> None:
    command(told, 10)["answer"] = {"refused": {"code": "poste_pourvu"}}


@breaks("G-2", "says placed, postes")
def a_placement_is_made_that_postes_refused(told: Doctored) -> None:
    command_id = command(told, 10)["id"]
    settled = next(row for row in told["postes"]["settlement"] if row["id"] == command_id)
    settled["answer"] = {"refus": "poste_pourvu"}


@breaks("G-3", "was done 2 times")
def a_placement_has_two_outcomes(told: Doctored) -> None:
    made = decision(told, "placed", 10)
    refused = {**made, "type": "placement_refused", "payload": {**made["payload"], "reason": "poste_pourvu"}}
    told["record"].insert(told["record"].index(made), refused)
    seal(told)


@breaks("G-3", "in 2 ways")
def the_same_placement_is_answered_otherwise(told: Doctored) -> None:
    told["clients"].append({**answered(told, "place"), "yes": False, "code": "poste_pourvu"})


@breaks("G-3", "is what was stored")
def a_placement_is_answered_with_another_number(told: Doctored) -> None:
    command(told, 10)["answer"]["done"]["seq"] += 1


@breaks("G-5", "was called while ARS was placing")
def a_turn_for_somebody_who_is_being_placed(told: Doctored) -> None:
    made = decision(told, "placed", 10)
    turn = next(line for line in told["record"] if line["payload"].get("turn_id"))
    later = text(instant(made["payload"]["received_at"]) + timedelta(seconds=0.05))
    about = {**turn["payload"], "intern_id": intern(10), "rang_appel": 10, "announced_at": later}
    told["record"].insert(told["record"].index(made), {**turn, "at": made["at"], "payload": about})
    seal(told)


@breaks("G-6", "(placed)")
def nobody_mails_whom_ars_placed(told: Doctored) -> None:
    told["mails"] = [mail for mail in told["mails"] if mail["about"] != "placed"]


# corrections (CHX-6)


@breaks("G-1", "the record has no such choice")
def a_confirmed_correction_is_not_in_the_record(told: Doctored) -> None:
    without(told, "corrected")


@breaks("G-1", "by the record, not by postes")
def postes_does_half_of_a_correction(told: Doctored) -> None:
    del told["postes"]["place"][-1]


@breaks("CHX-6", "not by both")
def postes_moves_one_more_than_was_corrected(told: Doctored) -> None:
    told["postes"]["place"][0]["superseded_by"] = decision(told, "corrected")["payload"]["correction_id"]


@breaks("CHX-6", "not by both")
def a_correction_deletes_what_was_before(told: Doctored) -> None:
    told["postes"]["place"] = [row for row in told["postes"]["place"] if not row.get("superseded_by")]


@breaks("CHX-6", "which was not theirs")
def somebody_is_moved_from_a_post_of_another(told: Doctored) -> None:
    decision(told, "corrected")["payload"]["lines"][0]["before"] = 2901
    seal(told)


@breaks("CHX-6", "the work of one person")
def one_person_corrects_alone(told: Doctored) -> None:
    payload = decision(told, "corrected")["payload"]
    payload["approved_by"] = payload["proposed_by"].replace("administrateur", "gestionnaire")
    seal(told)


@breaks("CHX-6", "is not what was approved")
def a_correction_does_less_than_was_approved(told: Doctored) -> None:
    del decision(told, "corrected")["payload"]["lines"][1]
    seal(told)


@breaks("CHX-6", "knows nothing of correction")
def one_of_two_amphis_is_not_told_of_a_correction(told: Doctored) -> None:
    decision(told, "corrected")["payload"]["lines"][1]["amphi_id"] = "another"
    told["record"].append({**told["record"][0], "amphi_id": "another"})


@breaks("G-3", "was approved under 2 keys")
def a_correction_is_approved_twice(told: Doctored) -> None:
    told["clients"].append({**answered(told, "correct"), "key": "another-key"})


@breaks("G-3", "was done 2 times")
def a_correction_is_decided_twice(told: Doctored) -> None:
    made = decision(told, "corrected")
    told["record"].insert(told["record"].index(made), {**made, "payload": {**made["payload"]}})
    seal(told)


@breaks("G-6", "(corrected)")
def nobody_mails_whom_ars_corrected(told: Doctored) -> None:
    told["mails"] = [mail for mail in told["mails"] if mail["about"] != "corrected"]


@breaks("G-6", "about post 2905 (choice)")
def the_mail_of_a_choice_names_the_post_of_the_correction(told: Doctored) -> None:
    mail = next(one for one in told["mails"] if (one["to"], one["about"]) == (address(5), "choice"))
    mail["numero"] = 2906


# two amphis on one stock (CHX-9)


@breaks("G-1", "the record gives post 2901")
def two_amphis_give_one_post(told: Doctored) -> None:
    other = {"amphi_id": "another", "intern_id": intern(11)}
    begins = told["record"][: told["record"].index(decision(told, "chosen")) + 1]
    for line in copy.deepcopy(begins):
        payload = {**line["payload"], "intern_id": other["intern_id"]}
        told["record"].append({**line, "amphi_id": other["amphi_id"], "payload": payload})
    told["session"]["amphi"].append({**told["session"]["amphi"][0], "id": other["amphi_id"]})


# who may choose, and how (ENG-6, STA-3)


@breaks("ENG-6", "interne chose")
def an_intern_chooses_beside_the_mandataire(told: Doctored) -> None:
    decision(told, "chosen", 7)["payload"]["par"] = "interne"
    seal(told)


@breaks("ENG-6", "mandataire chose")
def a_mandataire_chooses_without_a_procuration(told: Doctored) -> None:
    decision(told, "chosen", 6)["payload"]["par"] = "mandataire"
    seal(told)


@breaks("ENG-6", "mandataire chose")
def a_cancelled_mandataire_chooses(told: Doctored) -> None:
    given = decision(told, "procuration_set")
    cancelled = {**given, "payload": {**given["payload"], "procuration": False}}
    told["record"].insert(told["record"].index(given) + 1, cancelled)
    seal(told)


@breaks("PRC-1", "is not in the record")
def a_procuration_that_is_effective_and_not_in_the_record(told: Doctored) -> None:
    without(told, "procuration_set")


@breaks("STA-3", "chose as surnombre_validant")
def somebody_chooses_in_surnombre_unaccepted(told: Doctored) -> None:
    without(told, "type_choix_set")


@breaks("STA-3", "is not in the record")
def a_type_that_is_effective_and_not_in_the_record(told: Doctored) -> None:
    without(told, "type_choix_set")


@breaks("G-6", "(by_proxy)")
def the_mandataire_gets_no_mail(told: Doctored) -> None:
    told["mails"] = [mail for mail in told["mails"] if mail["to"] != mandataire(7)]


# the offer (CHX-1, CHX-2)


@breaks("CHX-1", "is withdrawn, and")
def somebody_has_a_withdrawn_post(told: Doctored) -> None:
    post(told, 2901)["publie"] = False


@breaks("CHX-2", "is reserved, and")
def somebody_has_a_post_of_another_des(told: Doctored) -> None:
    post(told, 2901)["des"] = "51"


@breaks("CHX-1", "withdraw of post 2911 was confirmed")
def a_withdrawal_that_came_to_nothing(told: Doctored) -> None:
    post(told, 2911)["publie"] = True


@breaks("CHX-1", "add of post 9001 was confirmed")
def an_added_post_is_not_there(told: Doctored) -> None:
    told["postes"]["post"].remove(post(told, 9001))


@breaks("CHX-1", "lift of post 2912 was confirmed")
def a_lifted_reservation_stands(told: Doctored) -> None:
    post(told, 2912)["reserve"] = True


def decision(told: Doctored, kind: str, rang: int | None = None) -> Any:
    found = (line for line in told["record"] if line["type"] == kind)
    return next(line for line in found if rang is None or line["payload"].get("rang_appel") == rang)


def without(told: Doctored, kind: str, rang: int | None = None) -> None:
    told["record"].remove(decision(told, kind, rang))
    seal(told)


def answered(told: Doctored, act: str) -> Any:
    return next(row for row in told["clients"] if row["what"] == "answered" and row.get("act") == act)


def command(told: Doctored, rang: int) -> Any:
    return next(row for row in told["session"]["command"] if row["payload"].get("rang_appel") == rang)


def post(told: Doctored, numero: int) -> Any:
    return next(row for row in told["postes"]["post"] if row["numero"] == numero)
