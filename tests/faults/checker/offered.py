"""CHX-1, CHX-2: nobody has a post that is withdrawn, or reserved for another DES; what ARS was told is so."""

from collections.abc import Callable, Iterator
from typing import Final

from tests.faults.checker.logs import Log
from tests.faults.checker.verdict import Violation
from tests.faults.history import History, Row

IS_SO: Final[dict[str, Callable[[Row], bool]]] = {
    "add": lambda post: bool(post["publie"]),
    "withdraw": lambda post: not post["publie"],
    "lift": lambda post: not post["reserve"],
}


def check(history: History, _logs: list[Log]) -> Iterator[Violation]:
    """All of it, as it is in the end: a reservation is lifted, and never comes back."""
    posts = {row["numero"]: row for row in history.postes.get("post", [])}
    if not history.over or not posts:
        return
    des = {row["intern_id"]: row["des_code"] for row in history.session.get("roster", [])}
    for place in history.postes.get("place", []):
        post = posts.get(place["numero"])
        if post is None or place.get("superseded_by"):
            continue
        if not post["publie"]:
            yield Violation("CHX-1", f"post {place['numero']} is withdrawn, and {place['intern_id']} has it")
        if post["reserve"] and des.get(place["intern_id"]) != post["des"]:
            yield Violation("CHX-2", f"post {place['numero']} is reserved, and {place['intern_id']} has it")
    withdrawn = {
        row["numero"] for row in history.clients if row["what"] == "asked" and row["act"] == "withdraw"
    }
    for row in history.clients:
        if row["what"] == "told" and row["yes"] and row["act"] in IS_SO:
            undone = row["act"] == "add" and row["numero"] in withdrawn
            if not undone and not IS_SO[row["act"]](posts.get(row["numero"], NONE)):
                yield Violation("CHX-1", f"{row['act']} of post {row['numero']} was confirmed, and is not so")


NONE: Final = {"publie": None, "reserve": True}
