"""The blueprint that the views of this area register with."""

from flask import Blueprint

blueprint = Blueprint("public", "portal.areas.public", template_folder="templates")
