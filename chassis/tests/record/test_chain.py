"""A doctored record is found, and the damage named (ENG-8, IFC-13)."""

import json
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chassis.record.chain import lines_of, verify
from chassis.record.lines import LONGEST_LINE, read_line
from chassis.tests.record.made import (
    AMPHI,
    Decision,
    amphi_of,
    canonical,
    chosen,
    hashed,
    intern,
    lines,
    record,
)

pytestmark = [pytest.mark.rule("ENG-8"), pytest.mark.rule("IFC-13")]

LENGTH = 12
whole = st.just(amphi_of(LENGTH - 2))
places = st.integers(0, LENGTH - 1)
inner = st.integers(0, LENGTH - 2)


def problem(decisions: list[Decision]) -> tuple[int, str]:
    found = verify(lines(decisions)).problem
    assert found is not None
    return found.line, found.text


@settings(deadline=None)
@given(st.integers(0, 40))
def test_a_record_as_published_is_whole(internes: int) -> None:
    found = verify(lines(amphi_of(internes)))
    assert found.problem is None
    assert (found.seq, found.edition, found.amphi_id) == (internes + 2, 1, AMPHI)
    assert found.posts == {intern(n): [(n + 1, 100 + n)] for n in range(1, internes + 1)}


@settings(deadline=None)
@given(whole, places, st.integers(0, 10**6))
def test_a_changed_payload_is_named(decisions: list[Decision], at: int, value: int) -> None:
    decisions = [*decisions]
    decisions[at] = decisions[at] | {"payload": decisions[at]["payload"] | {"numero": 10**7 + value}}
    line, text = problem(decisions)
    assert line == at + 1
    assert f"(décision {at + 1}) a été changée : son contenu" in text


@settings(deadline=None)
@given(whole, places, st.sampled_from(["at", "actor", "type"]))
def test_any_other_changed_value_is_named(decisions: list[Decision], at: int, key: str) -> None:
    changed = {"at": "2026-11-23T07:00:00.000000Z", "actor": "interne:3", "type": "absence_set"}
    decisions = [*decisions]
    decisions[at] = decisions[at] | {key: changed[key]}
    line, text = problem(decisions)
    assert line == at + 1
    assert "son contenu ne correspond plus" in text


@settings(deadline=None)
@given(whole, inner, st.integers(0, 63))
def test_a_changed_hash_is_named(decisions: list[Decision], at: int, letter: int) -> None:
    old = decisions[at]["hash"]
    decisions = [*decisions]
    decisions[at] = decisions[at] | {
        "hash": old[:letter] + ("1" if old[letter] == "0" else "0") + old[letter + 1 :]
    }
    line, text = problem(decisions)
    assert line == at + 1
    assert "son contenu est intact, son empreinte (« hash ») ne l’est pas" in text


@settings(deadline=None)
@given(whole, places)
def test_a_changed_prev_hash_or_number_is_named(decisions: list[Decision], at: int) -> None:
    prev = [*decisions]
    prev[at] = prev[at] | {"prev_hash": "f" * 64}
    assert problem(prev) == (
        at + 1,
        f"La ligne {at + 1} (décision {at + 1}) a été changée : "
        "son « prev_hash » n’est plus l’empreinte de la décision précédente.",
    )
    number = [*decisions]
    number[at] = number[at] | {"seq": at + 51}
    assert problem(number) == (
        at + 1,
        f"La ligne {at + 1} a été changée : c’était la décision {at + 1}, elle porte le numéro {at + 51}.",
    )


@settings(deadline=None)
@given(whole, inner)
def test_a_line_rewritten_with_its_hash_is_found_by_the_next(decisions: list[Decision], at: int) -> None:
    decisions = [*decisions]
    decisions[at] = hashed(decisions[at] | {"actor": "interne:99"})
    line, text = problem(decisions)
    assert line == at + 2
    assert f"ne suit pas la ligne {at + 1} : l’une des deux a été réécrite" in text


@settings(deadline=None)
@given(whole, inner, st.integers(1, 3))
def test_missing_lines_are_named(decisions: list[Decision], at: int, several: int) -> None:
    several = min(several, LENGTH - 1 - at)
    line, text = problem(decisions[:at] + decisions[at + several :])
    assert line == at + 1
    missing = f"la décision {at + 1} :" if several == 1 else f"les décisions {at + 1} à {at + several} :"
    assert f"Il manque {missing}" in text


@settings(deadline=None)
@given(whole, st.integers(1, LENGTH - 1))
def test_a_record_without_its_end_is_not_of_a_finished_amphi(decisions: list[Decision], kept: int) -> None:
    found = verify(lines(decisions[:kept]))
    assert (found.problem, found.seq, found.edition) == (None, kept, 0)


@settings(deadline=None)
@given(whole, places, st.data())
def test_a_line_cut_in_its_middle_is_named(decisions: list[Decision], at: int, data: st.DataObject) -> None:
    written = lines(decisions)
    cut = data.draw(st.integers(1, len(written[at]) - 1))
    found = verify([*written[:at], written[at][:cut]]).problem
    assert found is not None
    assert found.line == at + 1
    assert "ou la ligne est coupée" in found.text


@settings(deadline=None)
@given(whole, places, places)
def test_two_lines_exchanged_are_named(decisions: list[Decision], one: int, other: int) -> None:
    first, second = min(one, other), max(one, other)
    if first == second:
        return
    decisions = [*decisions]
    decisions[first], decisions[second] = decisions[second], decisions[first]
    line, text = problem(decisions)
    assert line == first + 1
    assert f"devait être la décision {first + 1}, qui est à la ligne {second + 1}" in text


@settings(deadline=None)
@given(whole, places, st.integers(0, LENGTH))
def test_a_doubled_line_is_named(decisions: list[Decision], which: int, to: int) -> None:
    doubled = [*decisions[:to], decisions[which], *decisions[to:]]
    line, text = problem(doubled)
    assert line == (which + 2 if to == which else to + 1)
    assert "est en double" in text
    assert f"la décision {which + 1} " in text


@settings(deadline=None)
@given(whole, places)
def test_a_foreign_line_is_named(decisions: list[Decision], at: int) -> None:
    stranger = hashed(decisions[at] | {"amphi_id": str(UUID(int=2))})
    line, text = problem([*decisions[: at + 1], stranger, *decisions[at + 1 :]])
    assert (line, text) == (at + 2, f"La ligne {at + 2} vient d’un autre amphi ({UUID(int=2)}).")
    second = hashed(decisions[at] | {"actor": "interne:99"})
    line, text = problem([*decisions[: at + 1], second, *decisions[at + 1 :]])
    assert line == at + 2
    assert f"est étrangère : une autre décision {at + 1}" in text


def test_each_later_correction_or_placement_is_an_edition() -> None:
    made = record(chosen(1, 5), ("ended", {}), chosen(2, 6), ("placed", {}), ("corrected", {}))
    editions = [verify(lines(made[:n])).edition for n in range(1, 6)]
    assert editions == [0, 1, 1, 2, 3]


def test_several_posts_given_by_one_correction() -> None:
    lines_ = [{"intern_id": intern(1), "numero": 6}, {"intern_id": intern(2), "numero": 5}]
    made = record(chosen(1, 5), chosen(2, 6), ("ended", {}), ("corrected", {"lines": lines_}))
    assert verify(lines(made)).posts == {intern(1): [(1, 5), (4, 6)], intern(2): [(2, 6), (4, 5)]}


@pytest.mark.rule("CHX-6")
def test_a_post_exchanged_with_another_amphi_is_given_there() -> None:
    here, there = chosen(1, 6)[1] | {"amphi_id": AMPHI}, chosen(2, 5)[1] | {"amphi_id": str(UUID(int=2))}
    made = record(chosen(1, 5), ("ended", {}), ("corrected", {"lines": [here, there]}))
    assert verify(lines(made)).posts == {intern(1): [(1, 5), (3, 6)]}


def test_time_does_not_go_back() -> None:
    made = record(("opened", {}), ("opened", {}))
    made[1] = hashed(made[1] | {"at": "2026-11-23T07:59:59.000000Z"})
    assert "L’heure de la ligne 2 (décision 2) est avant" in problem(made)[1]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "ce n’est pas du JSON"),
        (b"\xff\xfe", "ce n’est pas du JSON"),
        (b"[1]", "ce n’est pas un objet JSON"),
        (b'{"seq":1}', "il y manque « actor »"),
        (b"[" * 200_000, "trop de niveaux imbriqués"),
        (b'{"a":' * 100_000, "trop de niveaux imbriqués"),
        (b'{"seq":1,"seq":2}', "une clé y figure deux fois"),
        (b'{"seq":1.0}', "le nombre « 1.0 » n’est pas entier"),
        (b'{"seq":NaN}', "le nombre « NaN » n’est pas entier"),
        (b'{"seq":' + b"9" * 10_000 + b"}", "ce n’est pas du JSON"),
        (b" " * (LONGEST_LINE + 1), "elle dépasse 4 Mio"),
    ],
)
def test_what_is_no_decision_is_said(raw: bytes, reason: str) -> None:
    found = verify([*lines(amphi_of(1)), raw]).problem
    assert found is not None
    assert found.line == 4
    assert reason in found.text


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("seq", True),
        ("seq", 0),
        ("seq", "1"),
        ("amphi_id", "x"),
        ("amphi_id", None),
        ("at", "2026-11-23"),
        ("actor", 3),
        ("type", "<script>"),
        ("payload", []),
        ("hash", "F" * 64),
        ("prev_hash", {}),
    ],
)
def test_values_of_the_wrong_type_are_said(key: str, value: Any) -> None:
    found = verify([canonical(amphi_of(0)[0] | {key: value})]).problem
    assert found is not None
    assert f"« {key} »" in found.text


def test_keys_that_have_no_place_are_said() -> None:
    found = verify([canonical(amphi_of(0)[0] | {"nom": "MARTIN"})]).problem
    assert found is not None
    assert "« nom » n’y a pas sa place" in found.text


def test_half_a_character_is_no_text() -> None:
    raw = json.dumps(amphi_of(0)[0] | {"actor": "\ud800"}).encode()
    found = verify([raw]).problem
    assert found is not None
    assert "ne peut pas être écrit" in found.text


def test_an_empty_file_is_said() -> None:
    found = verify([]).problem
    assert found is not None
    assert "vide" in found.text


@settings(deadline=None)
@given(st.lists(st.binary(max_size=60) | st.sampled_from(lines(amphi_of(3))), max_size=8))
def test_nothing_that_is_given_breaks_the_verifier(raw: list[bytes]) -> None:
    found = verify(raw)
    assert found.problem is not None or 0 < found.seq == len(raw)


def test_a_file_of_one_endless_line_is_read_in_small_pieces(tmp_path: Any) -> None:
    path = tmp_path / "record.jsonl"
    path.write_bytes(b"x" * (3 * LONGEST_LINE))
    with path.open("rb") as file:
        assert max(map(len, lines_of(file))) == LONGEST_LINE + 1


def test_a_line_is_written_as_it_was_read() -> None:
    raw = lines(amphi_of(1))[1]
    assert read_line(raw).written() == raw + b"\n"
