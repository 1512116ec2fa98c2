"""A password that somebody chooses, typed twice (SEC-2)."""

import re
from typing import Final

from services.identity.domain import passwords
from services.identity.use_cases.forms import Form

_WEAKNESSES: Final = {
    passwords.Weakness.TOO_SHORT: "12 caractères au moins.",
    passwords.Weakness.TOO_LONG: "128 caractères au plus.",
    passwords.Weakness.COMMON: "Ce mot de passe est trop facile à deviner : choisissez-en un autre.",
}


def check_new_password(form: Form, password: str, again: str, *, known: str) -> None:
    """Names what is wrong in the form. `known`: names and e-mail, that others can guess."""
    if weakness := passwords.weakness(password, re.split(r"\W+", known)):
        form.refuse("password", _WEAKNESSES[weakness])
    if password != again:
        form.refuse("password_again", "Les deux mots de passe ne sont pas les mêmes.")
