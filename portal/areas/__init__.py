"""What each kind of visitor sees. No area imports another."""

from flask import Flask

from portal.areas.administrator import blueprint as administrator
from portal.areas.coordinator import blueprint as coordinator
from portal.areas.learner import blueprint as learner
from portal.areas.public import blueprint as public
from portal.areas.trainer import blueprint as trainer


def register_areas(app: Flask) -> None:
    for blueprint in (public, learner, trainer, coordinator, administrator):
        app.register_blueprint(blueprint)
