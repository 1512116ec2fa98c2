"""The codes of attestations: chance, readability, check character."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.postes.domain.attestation import ALPHABET, RANDOM_BYTES, code_from, normalised

CHANCE = st.binary(min_size=RANDOM_BYTES, max_size=RANDOM_BYTES)


def test_a_code_has_at_least_80_bits_of_chance() -> None:
    body = code_from(bytes(RANDOM_BYTES)).replace("-", "")[:-1]
    assert len(body) * math.log2(len(ALPHABET)) >= 80
    assert math.log2(len(ALPHABET)) * len(body) < RANDOM_BYTES * 8 - 32


def test_the_alphabet_cannot_be_misread() -> None:
    assert not set("01OIL") & set(ALPHABET)
    assert len(set(ALPHABET)) == 31


@given(CHANCE)
def test_a_code_is_three_groups_of_six_and_verifies(chance: bytes) -> None:
    code = code_from(chance)
    assert [len(group) for group in code.split("-")] == [6, 6, 6]
    assert normalised(code) == code


@given(CHANCE)
def test_it_may_be_typed_small_with_spaces_or_in_one_piece(chance: bytes) -> None:
    code = code_from(chance)
    assert normalised(code.lower().replace("-", " ")) == code
    assert normalised(f"  {code.replace('-', '')} ") == code


@given(CHANCE, st.integers(0, 17), st.sampled_from(ALPHABET))
def test_any_wrong_character_shows(chance: bytes, place: int, wrong: str) -> None:
    code = code_from(chance).replace("-", "")
    typed = code[:place] + wrong + code[place + 1 :]
    assert (normalised(typed) is not None) == (typed == code)


@given(CHANCE, st.integers(0, 16))
def test_two_swapped_characters_show(chance: bytes, place: int) -> None:
    code = code_from(chance).replace("-", "")
    typed = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert (normalised(typed) is not None) == (typed == code)


@pytest.mark.parametrize(
    "typed", ["", "ABC", "A" * 19, "0" * 18, "é" * 18, "x" * 100_000, "'; DROP TABLE place; --"]
)
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert normalised(typed) is None


def test_other_chance_other_code() -> None:
    assert code_from(bytes(RANDOM_BYTES)) != code_from(b"\x01" + bytes(RANDOM_BYTES - 1))


def test_the_length_of_the_chance_is_checked() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        code_from(b"short")
