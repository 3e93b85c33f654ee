"""Time between two moments, said in the words of either engine."""

from typing import Any

from sqlalchemy import Integer
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class minutes_between(FunctionElement[int]):  # noqa: N801 (a function of SQL)
    """SQL: whole minutes from an earlier moment to a later one, rounded down; null where either is."""

    type = Integer()
    inherit_cache = True
    name = "minutes_between"


@compiles(minutes_between, "sqlite")
def _on_sqlite(element: minutes_between, compiler: Any, **options: Any) -> str:
    earlier, later = (compiler.process(clause, **options) for clause in element.clauses)
    # a julian day has no whole seconds: half of one on top, or a full minute reads as 59 seconds
    return f"CAST((julianday({later}) - julianday({earlier})) * 1440 + 0.008 AS INTEGER)"


@compiles(minutes_between, "postgresql")
def _on_postgresql(element: minutes_between, compiler: Any, **options: Any) -> str:
    earlier, later = (compiler.process(clause, **options) for clause in element.clauses)
    return f"CAST(floor(extract(epoch FROM ({later}) - ({earlier})) / 60) AS INTEGER)"
