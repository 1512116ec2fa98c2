"""The decision that a mail about a place tells of, as the queue keeps it (`Mail.about`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Decided:
    """What tells it from whatever was decided since, so that a mail that leaves late tells of it (TRN-5).

    `mandataire_id`: who chose by proxy, or could when the choice was dictated (PRC-5). None: nobody, or
    session did not say. `seq` and `received_at` are None in a mail that the version before queued.
    """

    amphi_id: UUID
    seq: int | None
    received_at: datetime | None
    mandataire_id: UUID | None
    by_proxy: bool
    dictated: bool


def decided(about: Mapping[str, Any]) -> Decided:
    """Of a mail about a place."""
    received_at, mandataire_id = about.get("received_at"), about.get("mandataire_id")
    return Decided(
        amphi_id=UUID(about["amphi_id"]),
        seq=about.get("seq"),
        received_at=None if received_at is None else datetime.fromisoformat(received_at),
        mandataire_id=None if mandataire_id is None else UUID(mandataire_id),
        by_proxy=about.get("by_proxy", False),
        dictated=about.get("dictated", False),
    )
