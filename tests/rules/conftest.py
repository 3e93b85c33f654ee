"""The laws look at a small world that has one of everything."""

import pytest
from flask import Flask

from tests.rules.world import World, small_world
from tests.support.making import Maker


@pytest.fixture
def world(app: Flask, make: Maker) -> World:
    return small_world(app, make)
