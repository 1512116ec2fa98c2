"""Pages of an intern's own account: a mandataire has the amphi, and nothing of the rest (PRC-5)."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from chassis.errors import DomainError, Kind
from chassis.web.login import required_person

P = ParamSpec("P")
R = TypeVar("R")


class ReserveALInterne(DomainError):
    """A mandataire asked for something of the intern's account."""

    code = "reserve_a_l_interne"
    kind = Kind.FORBIDDEN
    text = (
        "Cette page est celle de l’interne qui vous a donné procuration. Comme mandataire, vous avez accès à"
        " l’amphi : retrouvez-le dans « Amphithéâtres »."
    )


def own_account(view: Callable[P, R]) -> Callable[P, R]:
    """Mark a view as open only to an intern who is logged in."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        required_interne()
        return view(*args, **kwargs)

    return guarded


def required_interne() -> None:
    """Refuse whoever is not logged in (`SessionExpiree`), or is a mandataire (`ReserveALInterne`)."""
    if required_person().mandataire_id:
        raise ReserveALInterne
