"""What a guard is to tests, and SQL that takes constraints out whatever they are called."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field

from chassis.database import Database


@dataclass(frozen=True, slots=True)
class Guard:
    """`prevents` says the damage. `off`: within, the process runs without it. `sql_off`: service → statements
    that take it out of that service's database. `behind`: the guards that must be out too to see anything.
    """

    name: str
    prevents: str
    off: Callable[[], AbstractContextManager[object]] = nullcontext
    sql_off: Mapping[str, Sequence[str]] = field(default_factory=dict)
    behind: tuple[str, ...] = ()


def take_out(database: Database, statements: Sequence[str]) -> None:
    """Run a guard's `sql_off` on its database."""
    with database.transaction() as tx:
        for statement in statements:
            tx.execute(statement)
        tx.commit()


def without_primary_key(table: str) -> str:
    """SQL: any row may come twice."""
    return _drop(table, "pg_index.indisprimary")


def without_unique(table: str, column: str) -> str:
    """SQL: no unique index of the table that names this column is left, partial ones included."""
    named = f"""
        NOT pg_index.indisprimary AND EXISTS (
            SELECT FROM pg_attribute
            WHERE attrelid = pg_index.indrelid AND attnum = ANY (pg_index.indkey) AND attname = '{column}'
        )
    """  # our columns
    return _drop(table, named)


def _drop(table: str, which: str) -> str:
    return f"""
        DO $$ DECLARE found record; BEGIN
        FOR found IN
            SELECT indexrelid::regclass::text AS name, conname
            FROM pg_index
            LEFT JOIN pg_constraint ON conindid = indexrelid AND conrelid = indrelid AND contype IN ('p', 'u')
            WHERE indrelid = '{table}'::regclass AND indisunique AND {which}
        LOOP
            IF found.conname IS NULL THEN
                EXECUTE 'DROP INDEX ' || found.name;
            ELSE
                EXECUTE format('ALTER TABLE {table} DROP CONSTRAINT %I CASCADE', found.conname);
            END IF;
        END LOOP; END $$
    """  # noqa: S608  # our tables
