"""The blueprint that the views of this area register with."""

from flask import Blueprint

blueprint = Blueprint("administrator", "portal.areas.administrator", template_folder="templates")
