"""When a key may be shown."""

import pytest

from portal.quizzes.review import may_show_key


@pytest.mark.parametrize(
    ("rule", "is_handed_in", "has_passed", "shown"),
    [
        ("submitted", False, True, False),
        ("submitted", True, False, True),
        ("passed", True, False, False),
        ("passed", True, True, True),
        ("passed", False, True, False),
        ("never", True, True, False),
        ("a rule of tomorrow", True, True, False),
    ],
)
def test_key_is_shown_only_when_the_rule_allows(
    rule: str, is_handed_in: bool, has_passed: bool, shown: bool
) -> None:
    assert may_show_key(rule, is_handed_in=is_handed_in, has_passed=has_passed) is shown
