"""postes' guards: an id answered once, under the lock of the post, held by the schema (decisions 4, 5, 7)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from unittest.mock import patch

from services.postes.domain.choix import closed_to
from services.postes.domain.refus import Refus
from services.postes.storage import offers, places, posts, settlements
from services.postes.use_cases import settle
from tests.guards.guard import Guard, without_unique


@contextmanager
def forget_refusals() -> Iterator[None]:
    """Only a given place is an answer that stays."""
    store = settlements.store

    def unless_refused(tx: Any, demande: Any, reponse: Any) -> None:
        if not isinstance(reponse, Refus):
            store(tx, demande, reponse)

    with patch.object(settlements, "store", unless_refused):
        yield


@contextmanager
def forget_places() -> Iterator[None]:
    """A place is given without keeping that this was the answer to the id."""
    store = settlements.store

    def if_refused(tx: Any, demande: Any, reponse: Any) -> None:
        if isinstance(reponse, Refus):
            store(tx, demande, reponse)

    with patch.object(settlements, "store", if_refused):
        yield


@contextmanager
def answer_another_question() -> Iterator[None]:
    """An id gets its stored answer, also where it now asks for something else."""
    with patch.object(settle, "same", lambda stored, _question: stored.reponse):
        yield


class _Unheld:
    """A transaction whose statements hold no row."""

    def __init__(self, tx: Any) -> None:
        self._tx = tx

    def one(self, sql: str, params: Any = None) -> Any:
        return self._tx.one(sql.replace("FOR UPDATE", ""), params)


@contextmanager
def no_lock_on_the_post() -> Iterator[None]:
    """Stock and post are read without being held."""
    offer, post = offers.lock, posts.lock

    def unheld_offer(tx: Any, *which: Any) -> Any:
        return offer(_Unheld(tx), *which)  # type: ignore[arg-type]

    def unheld_post(tx: Any, *which: Any) -> Any:
        return post(_Unheld(tx), *which)  # type: ignore[arg-type]

    with patch.object(offers, "lock", unheld_offer), patch.object(posts, "lock", unheld_post):
        yield


@contextmanager
def no_look_at_the_turn() -> Iterator[None]:
    """Whether the turn has given a place already is not asked."""
    with patch.object(places, "turn_has_one", lambda *_: False):
        yield


@contextmanager
def no_look_at_the_intern() -> Iterator[None]:
    """Whether the intern holds a place already is not asked."""
    with patch.object(places, "holds_one", lambda *_: False):
        yield


@contextmanager
def trust_what_session_saw() -> Iterator[None]:
    """In surnombre validant the post is given whoever holds it by now."""

    def trusting(candidat: Any, poste: Any, offre: Any, occupation: Any) -> Any:
        return closed_to(replace(candidat, holder_seen=occupation.holder), poste, offre, occupation)

    with patch.object(settle, "closed_to", trusting):
        yield


GUARDS = (
    Guard(
        "stored_refusals",
        "a refusal told, then the same call, late, gives the place: a place and an absence (G-1, ENG-3)",
        forget_refusals,
    ),
    Guard(
        "stored_answers",
        "a given place refused when asked again: held, and not in the log (G-1, G-3)",
        forget_places,
    ),
    Guard(
        "same_question",
        "a place given for one question and logged for another (G-3)",
        answer_another_question,
        behind=("frozen_payload",),
    ),
    Guard(
        "post_lock",
        "two holders of one post (CHX-7)",
        no_lock_on_the_post,
        behind=("unique_holder",),
    ),
    Guard(
        "unique_holder",
        "two holders of one post (CHX-7, CHX-9)",
        sql_off={"postes": [without_unique("place", "numero")]},
        behind=("post_lock",),
    ),
    Guard(
        "unique_intern",
        "one intern with two affectations, from two stocks at once (CHX-7)",
        no_look_at_the_intern,
        {"postes": [without_unique("place", "intern_id")]},
        behind=("one_unanswered", "one_place_a_turn"),
    ),
    Guard(
        "one_place_a_turn",
        "two places from one turn (CHX-7)",
        no_look_at_the_turn,
        {"postes": [without_unique("place", "turn_id")]},
        behind=("one_unanswered", "unique_intern"),
    ),
    Guard(
        "holder_seen",
        "a surnombre validant on a post that somebody ahead holds by now (CHX-4)",
        trust_what_session_saw,
    ),
)
