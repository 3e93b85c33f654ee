"""The portal for a WSGI server: `gunicorn wsgi:app`, `flask --app wsgi …`."""

from portal.application import create_app

app = create_app()
