"""The application, composed: settings, engines, gate, web, areas, commands."""

from flask import Flask
from flask_migrate import Migrate

from portal.areas import register_areas
from portal.commands import register_commands
from portal.config import ROOT, Settings, settings_from
from portal.kernel.db import connect, db
from portal.kernel.engines import engine_options
from portal.web import (
    access,
    assets,
    compression,
    converters,
    filters,
    languages,
    logs,
    navigation,
    offline,
    problems,
    remembered,
    security,
    templating,
)


def create_app(settings: Settings | None = None) -> Flask:
    """Compose the portal from its settings (PORTAL_* variables unless given)."""
    settings = settings or settings_from()
    app = Flask(
        "portal",
        instance_path=str(settings.instance.absolute()),
        static_folder=None,  # web/assets.py serves them
        template_folder="web/templates",
    )
    app.config["PORTAL"] = settings
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(settings.url)
    settings.instance.mkdir(parents=True, exist_ok=True)
    logs.keep_logs(app)
    templating.use_lean_templates(app)
    connect(app)
    Migrate(app, db, directory=str(ROOT / "migrations"), render_as_batch=True)
    access.keep_the_gate(app)
    security.protect(app, settings)
    languages.speak(app)
    filters.add_filters(app)
    assets.serve_assets(app)
    navigation.add_to_templates(app)
    remembered.remember_pages(app)
    offline.say_for_whom(app)
    compression.compress(app)
    problems.show_problems(app)
    converters.add_converters(app)
    register_areas(app)
    register_commands(app)
    return app
