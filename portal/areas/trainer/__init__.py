"""What a trainer sees: the published courses with their questions, keys and facts."""

from portal.areas.trainer.blueprint import blueprint
from portal.areas.trainer.views import courses, pictures, publishing, reviews, revisions, updates

__all__ = ["blueprint", "courses", "pictures", "publishing", "reviews", "revisions", "updates"]
