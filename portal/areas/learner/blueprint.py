"""The blueprint that the views of this area register with."""

from flask import Blueprint

blueprint = Blueprint("learner", "portal.areas.learner", template_folder="templates")
