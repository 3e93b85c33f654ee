"""All tables, imported in one place so that migrations see them."""

from portal.audit import models as audit
from portal.authoring import models as authoring
from portal.catalogue import models as catalogue
from portal.certification import decision_models as decisions
from portal.certification import models as certification
from portal.certification.passes import models as passes
from portal.learning import models as learning
from portal.people import models as people
from portal.quizzes import models as quizzes
from portal.quizzes import remark_models as remarks
from portal.rooms import models as rooms
from portal.teams import models as teams

__all__ = [
    "audit",
    "authoring",
    "catalogue",
    "certification",
    "decisions",
    "learning",
    "passes",
    "people",
    "quizzes",
    "remarks",
    "rooms",
    "teams",
]
