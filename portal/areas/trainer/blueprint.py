"""The blueprint that the views of this area register with."""

from flask import Blueprint

from portal.catalogue.content import in_language
from portal.catalogue.gaps import with_blanks

blueprint = Blueprint("trainer", "portal.areas.trainer", template_folder="templates")
blueprint.add_app_template_global(in_language)
blueprint.add_app_template_global(with_blanks)
