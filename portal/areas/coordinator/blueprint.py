"""The blueprint that the views of this area register with."""

from flask import Blueprint

blueprint = Blueprint("coordinator", "portal.areas.coordinator", template_folder="templates")
