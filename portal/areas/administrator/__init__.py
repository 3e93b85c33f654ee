"""What an administrator sees: the rules of certification, and whom a change of them would turn."""

from portal.areas.administrator.blueprint import blueprint
from portal.areas.administrator.views import rule, scheme

__all__ = ["blueprint", "rule", "scheme"]
