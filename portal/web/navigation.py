"""The way around: the few places a reader can go from anywhere, by what they may do."""

from dataclasses import dataclass

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


def navigation() -> list[NavigationItem]:
    """Empty for somebody not signed in."""
    if find_current_person() is None:
        return []
    places = [(_("Home"), "learner.home", "home", Permission.COURSE_TAKE)]
    places.append((_("Certificates"), "learner.certificates", "award", Permission.CERTIFICATE_OWN))
    places.append((_("Readiness"), "coordinator.readiness", "users", Permission.READINESS_SEE))
    places.append((_("Courses"), "trainer.courses", "book", Permission.CATALOGUE_SEE))
    return [
        NavigationItem(label, url_for(endpoint), icon, _is_current(endpoint))
        for label, endpoint, icon, permission in places
        if can(permission)
    ]


def add_to_templates(app: Flask) -> None:
    is_demo = app.config["PORTAL"].demo
    # an error page needs no signed-in person and no database: both may be what failed
    nobody = {
        "can": lambda _permission: False,
        "is_demo": is_demo,
        "navigation": [],
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
            "navigation": navigation(),
            "person": find_current_person(),
        }


def _is_current(endpoint: str) -> bool:
    return request.endpoint == endpoint
