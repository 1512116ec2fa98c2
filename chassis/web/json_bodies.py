"""JSON that reads as JSON but cannot be used is refused where it comes in (SEC-6).

What nests too deep, numbers of thousands of digits, texts with half a character: each would go wrong later.
"""

import json
from typing import Final

from flask import request

from chassis.errors import DomainError

DEEPEST: Final = 20


class JsonIllisible(DomainError):
    """A body that cannot be read as JSON, or that no honest client sends."""

    code = "json_illisible"
    text = "Le contenu n’est pas du JSON lisible."


def refuse_unreadable() -> None:
    """Refuse such a body; for `before_request` of an API's blueprint."""
    body = request.get_data(cache=True)
    if not body or not request.is_json:
        return
    try:
        content = json.loads(body)
        json.dumps(content, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise JsonIllisible from None
    if _deeper(content, DEEPEST):
        raise JsonIllisible


def _deeper(content: object, levels: int) -> bool:
    """Whether it nests more levels than these."""
    match content:
        case dict():
            inside = list(content.values())
        case list():
            inside = content
        case _:
            return False
    return levels == 0 or any(_deeper(each, levels - 1) for each in inside)
