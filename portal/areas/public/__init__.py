"""Pages that anybody may open: signing in, set-up, the language, checking a certificate, health."""

from portal.areas.public.blueprint import blueprint
from portal.areas.public.views import (
    badges,
    check,
    health,
    language,
    offline,
    offline_check,
    set_up,
    sign_in,
    styleguide,
)

__all__ = [
    "badges",
    "blueprint",
    "check",
    "health",
    "language",
    "offline",
    "offline_check",
    "set_up",
    "sign_in",
    "styleguide",
]
