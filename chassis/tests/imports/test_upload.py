"""Files that come in pieces."""

import itertools
from collections.abc import Iterator

import pytest

from chassis.imports import Upload, assemble, limits
from chassis.imports.upload import FileTooLarge, UploadIncomplete
from dci.common.v1.imports_pb2 import ImportChunk, ImportStart

START = ImportChunk(start=ImportStart(kind="internes", filename="internes.csv"))


def test_puts_the_pieces_together() -> None:
    assert assemble([START, ImportChunk(data=b"ine;"), ImportChunk(data=b"nom")]) == Upload(
        "internes", "internes.csv", b"ine;nom"
    )


@pytest.mark.parametrize(
    "chunks", [[], [ImportChunk(data=b"x")], [ImportChunk()], [START, START], [START, ImportChunk()]]
)
def test_refuses_pieces_in_another_order(chunks: list[ImportChunk]) -> None:
    with pytest.raises(UploadIncomplete):
        assemble(chunks)


def test_stops_receiving_what_is_too_large() -> None:
    taken = 0

    def endless() -> Iterator[ImportChunk]:
        nonlocal taken
        for piece in itertools.chain([START], itertools.repeat(ImportChunk(data=bytes(262_144)))):
            taken += len(piece.data)
            yield piece

    with pytest.raises(FileTooLarge):
        assemble(endless())

    assert taken <= limits.FILE_BYTES + 262_144
