"""After a log-in one goes back to a page of ours, never to another site (SEC-3)."""

import pytest

from chassis.web.way_back import own_path

pytestmark = pytest.mark.rule("SEC-3")


@pytest.mark.parametrize("path", ["/", "/amphis/1/direct", "/postes?vue=poste&service=%C3%A9", "/a//b#c"])
def test_a_path_of_ours_is_kept(path: str) -> None:
    assert own_path(path) == path


@pytest.mark.parametrize(
    "wanted",
    [
        "",
        "postes",
        "https://evil.example",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\r\nSet-Cookie: x=y",
        "/a\x00",
        "/a\x7f",
        " /a",
        "javascript:alert(1)",
        "http:evil.example",
    ],
)
def test_anything_else_leads_nowhere(wanted: str) -> None:
    assert own_path(wanted) is None
