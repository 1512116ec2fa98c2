"""Who may call: the table's words, one by one."""

from dataclasses import replace

import pytest

from chassis.callers import Caller, User
from chassis.rpc.access import anybody, by_service, interne, staff, who_chooses
from chassis.tests.calls import INTERNE, staff_member

pytestmark = pytest.mark.rule("SEC-5")

ROLES = ("consultation", "gestionnaire", "administrateur")


@pytest.mark.parametrize("service", ["gateway", "admin"])
@pytest.mark.parametrize("user", [None, INTERNE, staff_member("consultation")])
def test_anybody_is_whoever_comes_by_a_front(service: str, user: User | None) -> None:
    assert anybody().allows(Caller(service, user))


def test_another_service_is_not_a_front_whomever_it_acts_for() -> None:
    assert not anybody().allows(Caller("ranking", None))
    assert not interne().allows(Caller("ranking", INTERNE))
    assert not staff("consultation").allows(Caller("ranking", staff_member("administrateur")))


def test_interne_is_a_logged_in_interne_only() -> None:
    assert interne().allows(Caller("gateway", INTERNE))
    assert not interne().allows(Caller("gateway", None))
    assert not interne().allows(Caller("gateway", staff_member("administrateur")))


@pytest.mark.rule("PRC-5")
def test_who_chooses_is_the_interne_or_a_mandataire() -> None:
    mandataire = replace(INTERNE, kind="mandataire", acts_for=INTERNE.id)

    assert who_chooses().allows(Caller("gateway", INTERNE))
    assert who_chooses().allows(Caller("gateway", mandataire))
    assert not interne().allows(Caller("gateway", mandataire))
    assert not who_chooses().allows(Caller("gateway", staff_member("administrateur")))


@pytest.mark.rule("SIM-1")
def test_a_rehearsals_token_serves_only_where_the_table_says_so() -> None:
    participant = Caller("gateway", replace(INTERNE, rehearsal="essai-0123abcd"))

    assert not interne().allows(participant)
    assert not who_chooses().allows(participant)
    assert who_chooses().in_rehearsals().allows(participant)
    assert who_chooses().in_rehearsals().allows(Caller("gateway", INTERNE))
    assert anybody().allows(participant)
    assert not staff("consultation").in_rehearsals().allows(participant)


@pytest.mark.parametrize("needed", ROLES)
@pytest.mark.parametrize("held", ROLES)
def test_each_role_of_staff_includes_those_before_it(needed: str, held: str) -> None:
    allowed = staff(needed).allows(Caller("admin", staff_member(held)))

    assert allowed == (ROLES.index(held) >= ROLES.index(needed))


def test_an_unknown_role_allows_nothing_and_cannot_be_asked_for() -> None:
    assert not staff("consultation").allows(Caller("admin", staff_member("stagiaire")))
    assert not staff("consultation").allows(
        Caller("admin", User(INTERNE.id, "interne", frozenset({"administrateur"}), INTERNE.id))
    )
    with pytest.raises(ValueError, match="directeur"):
        staff("directeur")


def test_by_service_names_the_services_and_their_user_does_not_matter() -> None:
    assert by_service("session").allows(Caller("session", None))
    assert not by_service("session").allows(Caller("gateway", INTERNE))


def test_either_of_two_is_enough() -> None:
    either = by_service("session") | staff("gestionnaire")

    assert either.allows(Caller("session", None))
    assert either.allows(Caller("admin", staff_member("gestionnaire")))
    assert not either.allows(Caller("gateway", INTERNE))
