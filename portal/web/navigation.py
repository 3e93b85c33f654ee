"""The way around: the few places a reader can go from anywhere, by what they may do."""

from dataclasses import dataclass
from functools import cache

from flask import Flask, g, request, url_for
from flask_babel import gettext as _

from portal.people.permissions import Permission
from portal.web.access import can, find_current_person
from portal.web.languages import current_language


@dataclass(frozen=True)
class NavigationItem:
    label: str
    href: str
    icon: str
    is_current: bool


@dataclass(frozen=True)
class _Place:
    label: str
    href: str
    icon: str
    endpoint: str
    permission: Permission


@cache
def _places(_language: str, _root: str) -> tuple[_Place, ...]:
    """Put together once for a language and for where the portal is mounted: every page asks."""
    places = (
        (_("Home"), "home", "learner.home", Permission.COURSE_TAKE),
        (_("Certificates"), "award", "learner.certificates", Permission.CERTIFICATE_OWN),
        (_("Readiness"), "users", "coordinator.readiness", Permission.READINESS_SEE),
        (_("Courses"), "book", "trainer.courses", Permission.CATALOGUE_SEE),
        (_("Rules"), "gear", "administrator.scheme", Permission.SCHEME_EDIT),
    )
    return tuple(
        _Place(label, url_for(endpoint), icon, endpoint, permission)
        for label, icon, endpoint, permission in places
    )


def navigation() -> list[NavigationItem]:
    """Empty for somebody not signed in."""
    if find_current_person() is None:
        return []
    return [
        NavigationItem(place.label, place.href, place.icon, request.endpoint == place.endpoint)
        for place in _places(current_language(), request.script_root)
        if can(place.permission)
    ]


def add_to_templates(app: Flask) -> None:
    is_demo = app.config["PORTAL"].demo
    # an error page needs no signed-in person and no database: both may be what failed
    nobody = {
        "can": lambda _permission: False,
        "is_demo": is_demo,
        "navigation": list,
        "person": None,
    }

    @app.context_processor
    def for_every_page() -> dict[str, object]:
        if "problem" in g:
            return {**nobody, "lang": current_language()}
        return {
            "can": can,
            "is_demo": is_demo,
            "lang": current_language(),
            "navigation": navigation,
            "person": find_current_person(),
        }
