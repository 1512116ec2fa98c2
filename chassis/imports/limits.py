"""How large a file may be; checked before, or while, it is read."""

from typing import Final

FILE_BYTES: Final = 20 * 1024 * 1024
INFLATED_BYTES: Final = 200 * 1024 * 1024
INFLATED_RATIO: Final = 200
"""Times its compressed size; real sheets stay under 30."""

RATIO_MATTERS_FROM_BYTES: Final = 10 * 1024 * 1024
CELL_CHARACTERS: Final = 10_000
ROWS: Final = 50_000
COLUMNS: Final = 100
PROBLEMS: Final = 500
"""As many as a report carries; it says how many there are."""
