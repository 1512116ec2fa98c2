"""Rows as dicts. psycopg2's own dict cursors build each one in Python, a call a column."""

from typing import Any

from psycopg2.extensions import cursor as Cursor  # noqa: N812 - psycopg2 names its class in lower case

Row = dict[str, Any]


def all_rows(cursor: Cursor) -> list[Row]:
    """What the statement that ran gives, in its order."""
    names = [column.name for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
