"""Sending forms as a browser does."""

import html
import re

from flask.testing import FlaskClient
from werkzeug.test import TestResponse


def send(client: FlaskClient, path: str, **fields: str) -> TestResponse:
    """Open the page, fill its form in with its token, send it."""
    page = client.get(path).text
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert token, page[:400]
    return client.post(path, data={"csrf_token": token[1], **fields})


def words(response: TestResponse) -> str:
    """The page's text, without tags."""
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.text)))
