"""The blueprint that the views of this area register with."""

from flask import Blueprint

blueprint = Blueprint("trainer", "portal.areas.trainer", template_folder="templates")
