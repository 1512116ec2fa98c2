"""Puts a file together from the pieces in which it is streamed (decision 14)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from chassis.errors import DomainError, Kind
from chassis.imports import limits
from dci.common.v1.imports_pb2 import ImportChunk


class FileTooLarge(DomainError):
    """More than 20 MB: the rest is not even received."""

    code = "fichier_trop_gros"
    kind = Kind.INVALID
    text = "Le fichier dépasse 20 Mo : coupez-le en plusieurs fichiers."


class UploadIncomplete(DomainError):
    """The first piece must say the kind and the name, the others carry the bytes."""

    code = "fichier_incomplet"
    kind = Kind.INVALID
    text = "L’envoi du fichier a été interrompu. Envoyez-le à nouveau."


FILE_NAME_CHARACTERS: Final = 200


@dataclass(frozen=True, slots=True)
class Upload:
    """A whole file and what it is said to be."""

    kind: str
    file_name: str
    data: bytes


def assemble(chunks: Iterable[ImportChunk]) -> Upload:
    """Raises `UploadIncomplete` or, as soon as it is known, `FileTooLarge`."""
    pieces = iter(chunks)
    first = next(pieces, None)
    if first is None or first.WhichOneof("part") != "start":
        raise UploadIncomplete
    data = bytearray()
    for piece in pieces:
        if piece.WhichOneof("part") != "data":
            raise UploadIncomplete
        data += piece.data
        if len(data) > limits.FILE_BYTES:
            raise FileTooLarge
    return Upload(first.start.kind, _plain(first.start.filename), bytes(data))


def _plain(file_name: str) -> str:
    """A name that can be kept and shown: what no screen prints is left out."""
    return "".join(sign for sign in file_name if sign.isprintable())[:FILE_NAME_CHARACTERS]
