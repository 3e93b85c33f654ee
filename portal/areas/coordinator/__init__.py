"""The blueprint with its views."""

from portal.areas.coordinator.blueprint import blueprint

__all__ = ["blueprint"]
