"""The secret question's answer: typed today, told on the phone in a year: compared leniently (INS-5)."""

from services.identity.domain.text import folded

QUESTIONS = (
    "Quel était le nom de votre premier animal de compagnie ?",
    "Dans quelle rue avez-vous grandi ?",
    "Quel était le nom de votre école primaire ?",
    "Quel est le deuxième prénom de votre grand-mère maternelle ?",
    "Quel est le premier concert auquel vous avez assisté ?",
    "Dans quelle ville vos parents se sont-ils rencontrés ?",
)
LEAST_LETTERS = 2


def normalised(answer: str) -> str:
    """What is hashed and compared: letters and digits only, blind to case and accents."""
    return folded(answer)


def is_long_enough(answer: str) -> bool:
    """Whether something is left to compare."""
    return len(normalised(answer)) >= LEAST_LETTERS
