"""The blueprint with its views."""

from portal.areas.trainer.blueprint import blueprint

__all__ = ["blueprint"]
