"""What requests carry, checked before anything is reckoned with it."""

import pytest
from google.protobuf.timestamp_pb2 import Timestamp

from services.session.grpc_api import read

END_OF_9999 = 253_402_300_799


@pytest.mark.parametrize("seconds", [-1, 0, END_OF_9999, END_OF_9999 + 1])
def test_an_instant_at_which_no_amphi_can_be_is_refused(seconds: int) -> None:
    with pytest.raises(read.DateManquante):
        read.instant(Timestamp(seconds=seconds), "starts_at")


def test_any_other_is_taken_as_it_is() -> None:
    assert read.instant(Timestamp(seconds=1_800_000_000), "starts_at").timestamp() == 1_800_000_000
