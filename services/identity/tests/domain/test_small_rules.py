"""INE, semesters, links, sessions, secret answers, names of specialities."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from chassis.imports import coded
from services.identity.domain import ine, secret_answer
from services.identity.domain.links import LinkKind, LinkState, MailLink
from services.identity.domain.register import Reference
from services.identity.domain.semestre import Semestre
from services.identity.domain.web_sessions import Kind, WebSession, ends_at

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.rule("IFC-10")
def test_zeros_are_no_register_key() -> None:
    assert ine.is_well_formed("1234567890a")
    assert ine.normalised(" 1234 567890-a ") == "1234567890A"
    assert ine.is_unknown("0000")
    assert not ine.is_well_formed("0000")
    assert not ine.is_well_formed("000")
    assert not ine.is_well_formed("")
    assert not ine.is_well_formed("1" * 16)
    assert not ine.is_well_formed("ÇÑ$§")


@pytest.mark.rule("IFC-10")
@pytest.mark.parametrize(
    "code", ["042027", "122026", "52027", "0520270", "05-2027", "", "mai 2027", "٠٥٢٠٢٧"]
)
def test_semesters_start_in_may_or_november(code: str) -> None:
    assert Semestre.read(code) is None


def test_semesters_are_ordered_by_time() -> None:
    november, may = Semestre.read("112026"), Semestre.read("052027")
    assert november is not None
    assert may is not None
    assert (may.code, may.label, november.label) == ("052027", "mai 2027", "novembre 2026")
    assert (november.year, november.month) < (may.year, may.month)


@pytest.mark.rule("RNG-3")
def test_the_newest_promotion_of_a_semester() -> None:
    november, may = Semestre.read("112022"), Semestre.read("052021")
    assert november is not None
    assert may is not None
    assert (november.likely_newest_promotion, may.likely_newest_promotion) == (2022, 2020)


@pytest.mark.rule("INS-4")
def test_a_link_works_once_and_for_a_while() -> None:
    link = MailLink(uuid4(), LinkKind.CONFIRMATION, uuid4(), "lea@example.org", NOON, None)
    assert link.state(NOON - timedelta(seconds=1)) is LinkState.GOOD
    assert link.state(NOON) is LinkState.EXPIRED
    used = MailLink(uuid4(), LinkKind.CONFIRMATION, uuid4(), "lea@example.org", NOON, NOON)
    assert used.state(NOON - timedelta(seconds=1)) is LinkState.USED


@pytest.mark.rule("ADM-1")
def test_staff_sessions_are_short_even_in_use() -> None:
    hour = timedelta(hours=1)
    assert ends_at(Kind.STAFF, NOON, NOON) == NOON + hour
    assert ends_at(Kind.STAFF, NOON, NOON + 9.5 * hour) == NOON + 10 * hour
    assert ends_at(Kind.INTERNE, NOON, NOON + 9.5 * hour) == NOON + 21.5 * hour


def test_a_session_is_over_when_it_was_ended_or_left_unused() -> None:
    session = WebSession(uuid4(), Kind.STAFF, uuid4(), "192.0.2.1", "", NOON, NOON)
    assert session.is_alive(NOON + timedelta(minutes=59))
    assert not session.is_alive(NOON + timedelta(minutes=60))
    assert not replace(session, ended=True).is_alive(NOON)


@pytest.mark.rule("SEC-2")
def test_secret_answers_are_compared_leniently() -> None:
    assert secret_answer.normalised("Médor, le chien") == secret_answer.normalised("medor le  CHIEN")
    assert not secret_answer.is_long_enough(" - ")


@pytest.mark.rule("IFC-10")
def test_specialities_are_known_by_what_stands_before_the_dash() -> None:
    gynecologie = Reference.read("33 - GYNÉCOLOGIE OBSTÉTRIQUE")
    assert gynecologie == Reference("33", "33 - GYNÉCOLOGIE OBSTÉTRIQUE")
    assert Reference.read("Génétique médicale") == Reference("GENETIQUE-MEDICALE", "Génétique médicale")
    assert Reference.read("poi - Pharmacie") == Reference("POI", "poi - Pharmacie")
    assert Reference.read(" - ") is None
    assert Reference.read("") is None


@pytest.mark.rule("IFC-10")
@pytest.mark.parametrize(
    "label",
    [
        "3 - SPECIALITES CHIRURGICALES",
        "poi - Pharmacie",
        "Génétique médicale",
        "Médecine du cœur",
        "Gynécologie-obstétrique",
        "Chirurgie de la face et du cou (option « ORL »)",
    ],
)
def test_a_speciality_has_the_same_code_here_and_in_every_file(label: str) -> None:
    reference = Reference.read(label)
    assert reference is not None
    assert reference.code == coded(label).code
    assert Reference.read(reference.code) == Reference(reference.code, reference.code)


@pytest.mark.rule("IFC-10")
def test_a_label_is_compared_blind_to_case_and_accents() -> None:
    known = Reference("33", "33 - GYNÉCOLOGIE OBSTÉTRIQUE")
    assert known.says_the_same(Reference("33", "33 - Gynecologie obstetrique"))
    assert not known.says_the_same(Reference("33", "33 - UROLOGIE"))
    assert known.says_the_same(Reference("33", "33"))
