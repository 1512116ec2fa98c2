"""Two people compute the same list at once: each gets a number of their own."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from services.ranking.tests.conftest import Ranking
from services.ranking.tests.grpc_api.fake_identity import person

pytestmark = pytest.mark.real


@pytest.mark.rule("RNG-7")
def test_versions_computed_at_once_have_numbers_without_a_gap(ranking: Ranking) -> None:
    ranking.identity.internes = [person(f"A{number:04d}") for number in range(20)]
    with ThreadPoolExecutor(4) as pool:
        versions = list(pool.map(lambda _: ranking.compute(), range(8)))
    assert sorted(version.number for version in versions) == list(range(1, 9))
