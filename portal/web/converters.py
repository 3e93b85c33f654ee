"""What may stand in an address: each kind of value by its own name, so that nothing else is even looked up."""

from flask import Flask
from werkzeug.routing import BaseConverter


class SlugConverter(BaseConverter):
    """`<slug:course>`: the name of content in addresses, such as nhan-dien-lua-dao."""

    regex = "[a-z0-9]+(?:-[a-z0-9]+)*"


def add_converters(app: Flask) -> None:
    """Before any blueprint is registered, for routes are read then."""
    app.url_map.converters["slug"] = SlugConverter
