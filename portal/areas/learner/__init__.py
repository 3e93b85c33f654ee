"""The blueprint with its views."""

from portal.areas.learner.blueprint import blueprint

__all__ = ["blueprint"]
