"""Certificates that are due and that nobody's act has issued: rules that ask for less from today on make some."""

from dataclasses import replace

from portal.certification.forecasting import (
    Forecast,
    forecast,
    forecast_alone,
    forget_forecasts,
    settle,
)
from portal.certification.predicting import Change
from portal.kernel import clock
from portal.kernel.db import begin_reading, begin_writing, db


def what_is_owed() -> Forecast:
    """Whoever is owed a certificate today, by the facts and rules as they lie in the database."""
    forget_forecasts()
    return _only_awards(forecast(_today()))


def issue_owed() -> int:
    """Issue what is owed, and commit; how many certificates. Again, or twice at once, it issues nothing more.

    It is found out before the lock is taken; under it only those are judged again about whom a fact came in since.
    """
    begin_reading()
    owed = what_is_owed()
    db.session.rollback()
    begin_writing()
    if owed.people:
        owed = _only_awards(forecast_alone(_today()))
        settle(owed)
        db.session.commit()
    return owed.awards


def _today() -> Change:
    return Change(clock.today(), issued_on=clock.today())


def _only_awards(found: Forecast) -> Forecast:
    people = {person: one for person, one in found.people.items() if one.awards}
    return replace(found, people=people)
