"""Static files under their digest."""

import re

from flask.testing import FlaskClient


def test_files_are_kept_a_year_under_their_digest_and_not_under_another(client: FlaskClient) -> None:
    found = re.search(r'href="(/static/\w+/chassis/web/static/css/theme\.css)"', client.get("/").text)
    assert found
    kept = client.get(found[1])
    older = client.get(re.sub(r"/static/\w+/", "/static/000000000000/", found[1], count=1))

    assert "immutable" in kept.headers["Cache-Control"]
    assert older.status_code == 200
    assert "immutable" not in older.headers["Cache-Control"]


def test_nothing_outside_the_folders_is_served(client: FlaskClient) -> None:
    for path in (
        "chassis/web/settings.py",
        "chassis/web/static/../settings.py",
        "pyproject.toml",
        "../../etc/passwd",
    ):
        assert client.get(f"/static/0/{path}").status_code == 404
