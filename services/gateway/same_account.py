"""A page acts for the account that it was drawn for, not for one that its browser logged in since (ENG-6).

Pages send the account with each demand, and hear at each catch-up whom the server takes them for.
"""

from typing import Final

from flask import request

from chassis.errors import DomainError, Kind
from chassis.web.login import current_person
from chassis.web.sessions import LoggedIn

HEADER: Final = "Dci-Compte"


class AutreCompte(DomainError):
    """The browser is logged in to another account than the page that asks."""

    code = "autre_compte"
    kind = Kind.CONFLICT
    text = (
        "Ce navigateur est maintenant connecté avec un autre compte, et rien n’a été fait. "
        "Rechargez la page pour continuer avec lui, ou connectez-vous de nouveau avec le vôtre."
    )


def account_of(person: LoggedIn | None) -> str:
    """Name the account; empty for nobody."""
    return person.user_id if person else ""


def refuse_other_account() -> None:
    """Refuse what another account's page asks; for `before_request`. Clients need not name theirs."""
    person = current_person()
    asked = request.headers.get(HEADER, "")
    if asked and person and asked != account_of(person):
        raise AutreCompte
