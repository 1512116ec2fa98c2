"""Semesters are written MMYYYY and follow each other in time."""

import pytest

from services.ranking.domain.semestre import Semestre


def test_november_comes_before_the_next_may() -> None:
    codes = ["052027", "112026", "112027", "052026"]
    assert [s.code for s in sorted(map(Semestre.parse, codes))] == ["052026", "112026", "052027", "112027"]


def test_the_one_before() -> None:
    assert Semestre.parse("052027").previous == Semestre.parse("112026")
    assert Semestre.parse("112026").previous == Semestre.parse("052026")


@pytest.mark.rule("IFC-10")
@pytest.mark.parametrize(
    "code", ["", "012027", "52027", "0520270", "05-027", "०५२०२७", "essai-052027", " 052027"]
)
def test_anything_else_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="MMYYYY"):
        Semestre.parse(code)
