"""The double of postes passes the suite that the real one passes (tests/contract)."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from uuid import UUID

import pytest

from services.session.tests.doubles import FakePostes, Post
from tests.contract.postes import NECKER, OFFER, PostesContract, Stock


class FakeStock(Stock):
    def __init__(self) -> None:
        self._fake = FakePostes()
        self.postes = self._fake

    def offer(
        self,
        *numeros: int,
        offer_id: str = OFFER,
        des: str = "33",
        regimes: Sequence[str] = ("socle",),
        reserve: bool = False,
        publie: bool = True,
        imotep: str = NECKER,
    ) -> None:
        for numero in numeros:
            self._fake.posts[numero] = Post(offer_id, des, frozenset(regimes), reserve, publie, imotep)

    def holders(self) -> dict[int, UUID]:
        return dict(self._fake.holders)

    @contextmanager
    def away(self) -> Iterator[None]:
        self._fake.away = True
        yield
        self._fake.away = False


class TestFakePostes(PostesContract):
    @pytest.fixture
    def stock(self) -> Stock:
        return FakeStock()
