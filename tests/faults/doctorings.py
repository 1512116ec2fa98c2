"""Ways to break each guarantee in a history in which everything held, and what the checker must say of it."""

import copy
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tests.faults import telling
from tests.faults.checker.chain import FIRST, digest
from tests.faults.checker.instants import instant

Doctored = dict[str, Any]
Doctoring = Callable[[Doctored], None]

DOCTORINGS: dict[str, tuple[str, str, Doctoring]] = {}


def breaks(guarantee: str, finding: str) -> Callable[[Doctoring], Doctoring]:
    def named(doctoring: Doctoring) -> Doctoring:
        DOCTORINGS[doctoring.__name__] = (guarantee, finding, doctoring)
        return doctoring

    return named


# G-1


@breaks("G-1", "postes gave post 2901")
def postes_gives_a_post_twice(told: Doctored) -> None:
    told["postes"]["place"][1]["numero"] = 2901


@breaks("G-1", "places to intern")
def postes_gives_an_intern_two_places(told: Doctored) -> None:
    first = told["postes"]["place"][0]
    told["postes"]["place"].append({**first, "numero": 2999, "turn_id": "another"})


@breaks("G-1", "places from turn")
def a_turn_has_two_places(told: Doctored) -> None:
    first = told["postes"]["place"][0]
    told["postes"]["place"].append({**first, "numero": 2999, "intern_id": telling.intern(6)})


@breaks("G-1", "the record gives post 2901")
def the_record_gives_a_post_twice(told: Doctored) -> None:
    change(told, "chosen", 1, numero=2901)


@breaks("G-1", "the record has no choice")
def a_place_of_which_the_record_knows_nothing(told: Doctored) -> None:
    told["postes"]["place"].append(
        {**told["postes"]["place"][0], "numero": 2999, "turn_id": "another", "intern_id": "somebody"}
    )


@breaks("G-1", "postes has None")
def a_choice_of_which_postes_knows_nothing(told: Doctored) -> None:
    del told["postes"]["place"][2]


@breaks("G-1", "answered yes to key")
def an_answer_that_came_to_nothing(told: Doctored) -> None:
    answer = next(row for row in told["clients"] if row["what"] == "answered" and row["yes"])
    told["clients"].append({**answer, "numero": 2999})


@breaks("G-1", "confirmed by mail")
def a_mail_about_nothing(told: Doctored) -> None:
    told["mails"].append({"to": telling.address(4), "about": "choice", "numero": 2904})


@breaks("G-1", "seen on a screen")
def a_screen_that_showed_what_was_not(told: Doctored) -> None:
    seen = next(row for row in told["clients"] if row["what"] == "saw")
    told["clients"].append({**seen, "rang": 4, "numero": 2904})


# G-2


@breaks("G-2", "never answered")
def a_received_choice_is_left_unanswered(told: Doctored) -> None:
    told["session"]["command"][2]["answer"] = None


@breaks("G-2", "while it had a place")
def a_turn_expires_over_its_place(told: Doctored) -> None:
    rewrite(told, 4, type="turn_missed")


@breaks("G-2", "which does not run")
def a_choice_is_answered_after_its_turn(told: Doctored) -> None:
    lines = told["record"]
    at = next(index for index, line in enumerate(lines) if line["type"] == "choice_refused")
    lines.insert(at + 3, lines.pop(at))
    seal(told)


@breaks("G-2", "begins while")
def a_next_turn_begins_over_the_one_before(told: Doctored) -> None:
    told["record"] = [line for line in told["record"] if line["type"] != "turn_missed"]
    seal(told)


@breaks("G-2", "without an answer that postes stored")
def an_answer_that_postes_never_stored(told: Doctored) -> None:
    del told["postes"]["settlement"][1]


@breaks("G-2", "says choice_refused, postes")
def a_refusal_of_which_postes_says_given(told: Doctored) -> None:
    told["postes"]["settlement"][1]["answer"] = {"affectation_id": "one"}


@breaks("G-2", "says chosen, the answer")
def an_answer_other_than_the_record(told: Doctored) -> None:
    told["session"]["command"][0]["answer"] = {"refused": {"code": "poste_pourvu"}}


# G-3


@breaks("G-3", "in 2 ways")
def the_same_key_is_answered_otherwise(told: Doctored) -> None:
    answer = next(row for row in told["clients"] if row["what"] == "answered")
    told["clients"].append({**answer, "yes": False, "code": "poste_pourvu"})


@breaks("G-3", "commands under the key")
def the_same_key_is_done_twice(told: Doctored) -> None:
    told["session"]["command"].append({**told["session"]["command"][0], "id": "another"})


@breaks("G-3", "is what was stored")
def an_answer_other_than_the_stored_one(told: Doctored) -> None:
    told["session"]["command"][0]["answer"]["done"]["seq"] = 99


@breaks("G-3", "no answer is stored")
def a_yes_that_nobody_stored(told: Doctored) -> None:
    del told["session"]["command"][0]


@breaks("G-3", "was done 2 times")
def a_choice_is_decided_twice(told: Doctored) -> None:
    refused = next(line for line in told["record"] if line["type"] == "choice_refused")
    told["record"].insert(told["record"].index(refused), copy.deepcopy(refused))
    seal(told)


@breaks("G-3", "was done 2 times")
def a_choice_is_settled_twice(told: Doctored) -> None:
    told["postes"]["settlement"].append(told["postes"]["settlement"][1])


@breaks("G-3", "decided 2 times")
def what_was_sent_under_one_key_is_decided_under_two(told: Doctored) -> None:
    refused = next(line for line in told["record"] if line["type"] == "choice_refused")
    another = copy.deepcopy(refused)
    another["payload"]["choice_id"] = "another"
    told["record"].insert(told["record"].index(refused), another)
    seal(told)


# G-4


@breaks("G-4", "without the engine’s stops")
def a_stop_is_not_given_back(told: Doctored) -> None:
    told["record"] = [line for line in told["record"] if line["type"] != "reprise"]
    earlier(told, "n_a_pas_choisi", 40)


@breaks("G-4", "by the record")
def less_is_given_back_than_was_said(told: Doctored) -> None:
    told["away"].clear()
    earlier(told, "n_a_pas_choisi", 35)


@breaks("G-4", "while the engine was stopped")
def somebody_is_absent_while_the_engine_is_stopped(told: Doctored) -> None:
    missed = next(line for line in told["record"] if line["type"] == "turn_missed")
    at = instant(missed["at"])
    since, until = at - timedelta(seconds=5), at + timedelta(seconds=1)
    told["away"].append({"part": "session", "since": telling.text(since), "until": telling.text(until)})


@breaks("G-4", "by the record")
def a_turn_is_cut_short(told: Doctored) -> None:
    earlier(told, "absent", 5)


# G-5


@breaks("G-5", "was changed")
def a_line_of_the_record_is_changed(told: Doctored) -> None:
    told["record"][3]["payload"]["seen"] = False


@breaks("G-5", "is missing")
def a_line_of_the_record_is_missing(told: Doctored) -> None:
    for rows in (told["record"], told["session"]["decision"]):
        del rows[3]


@breaks("G-5", "out of order")
def lines_of_the_record_are_reordered(told: Doctored) -> None:
    lines = told["record"]
    lines[3], lines[4] = lines[4], lines[3]


@breaks("G-5", "the database has two decisions")
def two_histories_in_one_log(told: Doctored) -> None:
    told["session"]["decision"].append({**told["session"]["decision"][5], "hash": "0" * 64})


@breaks("G-5", "Kafka has two decisions")
def kafka_was_told_another_history(told: Doctored) -> None:
    told["published"].append({**told["published"][5], "hash": "0" * 64})


@breaks("G-5", "is another in the record")
def somebody_was_answered_of_another_history(told: Doctored) -> None:
    answer = next(row for row in told["clients"] if row["what"] == "answered" and row["yes"])
    answer["hash"] = "0" * 64


@breaks("G-5", "who does not wait")
def a_turn_for_somebody_who_has_passed(told: Doctored) -> None:
    announced = [line for line in told["record"] if line["type"] == "turn_announced"]
    announced[-1]["payload"] |= {"rang_appel": 1}
    seal(told)


@breaks("G-5", "is called before")
def a_turn_out_of_order(told: Doctored) -> None:
    told["record"] = [line for line in told["record"] if line["payload"].get("rang_appel") != 2]
    seal(told)


@breaks("G-5", "its row says")
def the_row_of_an_amphi_stands_elsewhere_than_its_log(told: Doctored) -> None:
    told["session"]["amphi"][0]["seq"] -= 1


# G-6


@breaks("G-6", "right after")
def kafka_lost_a_decision(told: Doctored) -> None:
    told["published"] = [row for row in told["published"] if row["seq"] != 6]


@breaks("G-6", "Kafka ends")
def kafka_never_got_the_end(told: Doctored) -> None:
    told["published"] = told["published"][:-3]


@breaks("G-6", "no mail to")
def a_mail_is_missing(told: Doctored) -> None:
    del told["mails"][0]


@breaks("G-6", "was not answered in time")
def nobody_is_answered_while_kafka_is_away(told: Doctored) -> None:
    for row in told["clients"]:
        if row["what"] == "answered" and row.get("intern_id") == telling.intern(3):
            row["at"] = telling.text(instant(row["at"]) + timedelta(seconds=30))


@breaks("G-6", "did not see decision")
def screens_stand_while_kafka_is_away(told: Doctored) -> None:
    since = instant(next(row for row in told["away"] if row["part"] == "kafka")["since"])
    heads = [row for row in told["clients"] if row["what"] == "head"]
    newest = max(row["seq"] for row in heads if instant(row["at"]) < since)
    for row in heads[:-1]:
        row["seq"] = min(row["seq"], newest)


@breaks("G-6", "with postes there")
def a_turn_runs_out_while_postes_is_away(told: Doctored) -> None:
    told["record"] = [line for line in told["record"] if line["type"] not in {"frozen", "thawed"}]
    earlier(told, "n_a_pas_choisi", 12)


@breaks("G-6", "was not frozen")
def postes_is_away_and_time_runs(told: Doctored) -> None:
    told["record"] = [line for line in told["record"] if line["type"] not in {"frozen", "thawed"}]
    seal(told)


@breaks("G-6", "nobody was shown why")
def nobody_is_shown_why_time_stands(told: Doctored) -> None:
    told["clients"] = [row for row in told["clients"] if row["what"] != "frozen"]


@breaks("G-6", "never ended")
def a_turn_never_ends(told: Doctored) -> None:
    while told["record"][-1]["type"] != "turn_announced":
        del told["record"][-1]
    seal(told)


def change(told: Doctored, kind: str, which: int, **payload: Any) -> None:
    lines = [line for line in told["record"] if line["type"] == kind]
    lines[which]["payload"] |= payload
    seal(told)


def rewrite(told: Doctored, seq: int, **line: Any) -> None:
    told["record"][seq - 1] |= line
    seal(told)


def earlier(told: Doctored, outcome: str, seconds: float) -> None:
    """The turn that ended so ended that much sooner, and all that came after it too."""
    lines = told["record"]
    at = next(index for index, line in enumerate(lines) if line["payload"].get("outcome") == outcome)
    for line in lines[at:]:
        for holder, name in ((line, "at"), (line["payload"], "announced_at")):
            if name in holder:
                holder[name] = telling.text(instant(holder[name]) - timedelta(seconds=seconds))
    seal(told)


def seal(told: Doctored) -> None:
    """Whoever changes a log well changes its hashes everywhere: the other checks must find it."""
    before, new, moved = FIRST, {}, {}
    for seq, line in enumerate(told["record"], start=1):
        old, moved[line["seq"]] = line["hash"], seq
        line |= {"seq": seq, "prev_hash": before}
        line["hash"] = before = digest(line)
        new[old] = {"seq": seq, "hash": before}
    stored = [row["answer"]["done"] for row in told["session"]["command"] if "done" in row["answer"]]
    answers = [row for row in told["clients"] if row["what"] == "answered" and row["yes"]]
    for answer in [*stored, *answers]:
        if "hash" in answer:
            answer.update(new.get(answer["hash"], {}))
        else:
            answer["seq"] = moved.get(answer["seq"], answer["seq"])
    told["session"]["amphi"][0] |= {"seq": len(told["record"]), "hash": before}
    told["session"]["decision"] = copy.deepcopy(told["record"])
    told["published"] = copy.deepcopy(told["record"])
