"""Recognises the format of a file by its content, not by its name."""

from typing import Final

from chassis.imports import limits
from chassis.imports.csv_file import read_csv
from chassis.imports.grid import Grid
from chassis.imports.problems import Unreadable, error
from chassis.imports.xlsx_file import read_xlsx

ZIP: Final = b"PK\x03\x04"
OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0"
UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")


def open_grid(data: bytes) -> Grid:
    """Recognises the format by the content. Raises `Unreadable`, as may the lines while they are read."""
    if not data.strip():
        raise Unreadable(error("Le fichier est vide."))
    if len(data) > limits.FILE_BYTES:
        raise Unreadable(error("Le fichier dépasse 20 Mo : coupez-le en plusieurs fichiers."))
    if data.startswith(OLD_EXCEL):
        raise Unreadable(
            error("Ce fichier est un ancien classeur Excel ou est protégé : enregistrez-le en .xlsx.")
        )
    if data.startswith(UTF_16):
        raise Unreadable(error("Le fichier est en UTF-16 : enregistrez-le en « CSV UTF-8 »."))
    return read_xlsx(data) if data.startswith(ZIP) else read_csv(data)
