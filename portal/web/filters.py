"""How dates and numbers are written (domain.md 3.3): 25/11/2026, 08:30, 1.234, 80,5 %."""

from datetime import date, datetime

from flask import Flask

from portal.kernel import clock
from portal.web.languages import current_language


def day(value: date | None) -> str:
    return value.strftime("%d/%m/%Y") if value else "–"


def moment(value: datetime | None) -> str:
    return clock.local(value).strftime("%d/%m/%Y %H:%M") if value else "–"


def time_of_day(value: datetime) -> str:
    return clock.local(value).strftime("%H:%M")


def number(value: int) -> str:
    english = f"{value:,}"
    return english.replace(",", ".") if current_language() == "vi" else english


def percent(value: float) -> str:
    """A share of 0–1 as whole percent, rounded down: 79.9 % must not read as the 80 % that passes."""
    return f"{int(value * 100 + 1e-9)}\N{NO-BREAK SPACE}%"


def add_filters(app: Flask) -> None:
    for written in (day, moment, number, percent):
        app.add_template_filter(written)
