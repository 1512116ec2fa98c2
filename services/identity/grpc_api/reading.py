"""Reading what requests carry."""

from uuid import UUID

from chassis.errors import DomainError


class IdentifiantInvalide(DomainError):
    code = "identifiant_invalide"
    text = "L’identifiant n’a pas la forme attendue."


def uuid_of(text: str) -> UUID:
    """The id, or `IdentifiantInvalide`."""
    try:
        return UUID(text)
    except ValueError:
        raise IdentifiantInvalide from None


def visible(text: str, most: int = 300) -> str:
    """What a browser or a proxy says of itself: cut, and without invisible characters."""
    return "".join(character for character in text[:most] if character.isprintable())
