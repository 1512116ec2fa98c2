"""ADM-7: cutting a call list into sessions."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.session.domain.timetable import HoraireInvalide, Timetable, cut
from services.session.tests.domain.scene import START, seconds

TIMETABLE = Timetable(START, 30, seconds(90), timedelta(minutes=15), by_clock=True)


@pytest.mark.rule("ADM-7")
def test_sessions_follow_one_another_with_their_breaks() -> None:
    parts = cut(70, TIMETABLE)
    assert [(part.number, part.first_rang, part.last_rang) for part in parts] == [
        (1, 1, 30),
        (2, 31, 60),
        (3, 61, 70),
    ]
    assert parts[0].ends_at == START + timedelta(minutes=45)
    assert parts[1].starts_at == START + timedelta(minutes=60)
    assert parts[2].ends_at == parts[2].starts_at + timedelta(minutes=15)
    assert all(part.by_clock for part in parts)


@pytest.mark.rule("ADM-7")
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("internes_par_session", 0),
        ("internes_par_session", -1),
        ("temps_par_interne", seconds(0)),
        ("temps_par_interne", timedelta(hours=2)),
        ("pause_entre_sessions", seconds(-1)),
        ("pause_entre_sessions", timedelta(days=31)),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(field: str, value: object) -> None:
    with pytest.raises(HoraireInvalide) as refused:
        cut(70, replace(TIMETABLE, **{field: value}))  # type: ignore[arg-type]  # one bad field a case
    assert list(refused.value.details) == [field]
