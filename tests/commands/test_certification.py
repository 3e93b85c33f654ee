"""`flask certification`: printing, and keys."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from click.testing import Result
from flask import Flask

from portal.certification.passes.keyring import find_signing_key, list_public_keys, rotate_keys
from portal.kernel.clock import frozen
from portal.kernel.db import begin_writing, db
from portal.teams.loading import load_units
from tests.support.certifying import at, certify, load_rules
from tests.support.databases import SECRET
from tests.support.making import Maker
from tests.web.coordinator.land import CHANGE, unit


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with frozen(at("2026-06-01")):
        yield


@pytest.fixture
def land(make: Maker, tmp_path: Path) -> None:
    load_units()
    db.session.commit()
    load_rules(tmp_path)
    team = make.team(unit("29905", 2025), since=CHANGE)
    for name in ("Nguyễn Thị Ana", "Lê Văn Ben"):
        certify(make.person(name, team=team, since=CHANGE).id, "2026-01-10")
    db.session.rollback()


def run(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=["certification", *words])


@pytest.mark.usefixtures("land")
class TestPrint:
    def test_makes_one_file_and_counts_on_stderr(self, app: Flask, tmp_path: Path) -> None:
        file = tmp_path / "all.pdf"
        result = run(app, "print", "--unit", "82", "--certification", "P0", str(file))
        assert result.exit_code == 0, result.output
        assert len(pypdfium2.PdfDocument(file)) == 2
        assert "2 of 2" in result.stderr
        assert "PORTAL_ADDRESS is not set" in result.stderr
        assert "2 certificates of Tỉnh Đồng Tháp" in result.stdout

    @pytest.mark.parametrize(
        ("code", "permit", "said"),
        [
            ("99999", "P0", "no unit has the code"),
            ("29869", "P0", "nobody"),
            ("82", "P9", "nobody"),
        ],
    )
    def test_says_what_is_wrong(
        self, app: Flask, tmp_path: Path, code: str, permit: str, said: str
    ) -> None:
        file = tmp_path / "none.pdf"
        result = run(app, "print", "--unit", code, "--certification", permit, str(file))
        assert result.exit_code == 1
        assert said in result.stderr
        assert not file.exists()


class TestKeys:
    def test_are_made_by_loading_the_rules(self, app: Flask, tmp_path: Path) -> None:
        assert app.test_cli_runner().invoke(args=["scheme", "sync"]).exit_code == 0
        with app.app_context():
            assert find_signing_key(SECRET) is not None
        assert "signs" in run(app, "keys", "list").stdout

    def test_rotate_and_old_ones_still_verify(self, app: Flask) -> None:
        for expected in (0, 1):
            result = run(app, "keys", "rotate")
            assert f"{expected} older keys still verify" in result.stdout
        with app.app_context():
            assert len(list_public_keys()) == 2
        listed = run(app, "keys", "list").stdout.splitlines()
        assert ["verifies" in listed[0], "signs" in listed[1]] == [True, True]

    def test_says_when_another_secret_key_sealed_the_newest(self, app: Flask) -> None:
        with app.app_context():
            begin_writing()
            rotate_keys(secret="another")
            db.session.commit()
        result = run(app, "keys", "list")
        assert result.exit_code == 1
        assert "another secret key" in result.stderr

    def test_says_that_there_is_none(self, app: Flask) -> None:
        assert "no key yet" in run(app, "keys", "list").stderr
