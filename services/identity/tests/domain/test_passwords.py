"""Which passwords are refused, and that good ones are not."""

import pytest

from services.identity.domain.passwords import Weakness, weakness

COMMON = [
    "motdepasse123",
    "MotDePasse2024!",
    "M0td3p@sse2026",
    "password1234",
    "passwordpassword",
    "P@ssw0rd1234!",
    "azertyuiop123",
    "azertyuiopqs",
    "qwertyuiop[]",
    "123456789012",
    "1234567890123",
    "aaaaaaaaaaaa",
    "abcabcabcabc",
    "iloveyou1234",
    "bonjour123456",
    "Marseille2023!",
    "Administrateur1!",
    "1qaz2wsx3edc",
    "poiuytreza12",
    "Février2026!!",
    "internat-2026",
]

GOOD = [
    "cheval agrafe batterie correct",
    "Tr0mbone-Violet-71",
    "xk4Pq9vZt2Lm",
    "demonstration-dci-2026",
    "le chat dort sur la mer",
]


@pytest.mark.rule("SEC-2")
@pytest.mark.parametrize("password", COMMON)
def test_common_passwords_are_refused(password: str) -> None:
    assert weakness(password) is Weakness.COMMON


@pytest.mark.rule("SEC-2")
@pytest.mark.parametrize("password", GOOD)
def test_good_passwords_are_accepted(password: str) -> None:
    assert weakness(password) is None


@pytest.mark.rule("SEC-2")
def test_eleven_characters_are_too_few() -> None:
    assert weakness("xk4Pq9vZt2L") is Weakness.TOO_SHORT
    assert weakness("x" * 129) is Weakness.TOO_LONG


@pytest.mark.rule("SEC-2")
def test_what_others_know_of_a_person_makes_a_common_password() -> None:
    assert weakness("Lefebvre-2026!") is None
    assert weakness("Lefebvre-2026!", own_words=("Lefèbvre",)) is Weakness.COMMON
