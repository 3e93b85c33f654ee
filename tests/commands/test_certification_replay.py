"""`flask certification replay`: no database, answers as JSON or lines, mistakes on stderr."""

import json
from pathlib import Path

from click.testing import CliRunner

from portal.commands.certification_replay import replay as command

FILE = {
    "scheme": {
        "courses": [{"code": "C01", "valid_months": 12}],
        "certifications": [{"code": "P0", "requires": ["C01"], "validity_months": 12}],
    },
    "facts": [{"on": "2026-01-05", "kind": "completed", "course": "C01"}],
    "ask": ["2026-01-04", "2026-12-31", "2027-01-06"],
}


def replay(folder: Path, told: object, *options: str) -> tuple[int, str, str]:
    path = folder / "history.json"
    path.write_text(json.dumps(told), encoding="utf-8")
    result = CliRunner().invoke(command, [str(path), *options])
    return result.exit_code, result.stdout, result.stderr


class TestReplay:
    def test_answers_each_day_and_certification(self, tmp_path: Path) -> None:
        code, stdout, _stderr = replay(tmp_path, FILE, "--json")
        assert code == 0
        answers = json.loads(stdout)
        assert [(one["on"], one["standing"], one["expires_on"]) for one in answers] == [
            ("2026-01-04", "none", None),
            ("2026-12-31", "expiring", "2027-01-05"),
            ("2027-01-06", "expired", "2027-01-05"),
        ]
        assert set(answers[1]) == {"on", "certification", "standing", "expires_on", "why"}
        assert answers[1]["why"][0]["facts"] == FILE["facts"]

    def test_speaks_lines_too(self, tmp_path: Path) -> None:
        _code, stdout, _stderr = replay(tmp_path, FILE)
        assert "2026-12-31 P0: expiring until 2027-01-05" in stdout

    def test_refuses_with_the_line_and_exit_code_1(self, tmp_path: Path) -> None:
        code, stdout, stderr = replay(tmp_path, {**FILE, "ask": []}, "--json")
        assert (code, stdout) == (1, "")
        assert "history.json:1: ask: this is not a list with at least one entry" in stderr
