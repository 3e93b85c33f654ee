"""When a key may be shown (content.md): the one rule that every page with answers asks."""


def may_show_key(rule: str, *, is_handed_in: bool, has_passed: bool) -> bool:
    """`submitted`: after hand-in; `passed`: only after passing; anything else: never."""
    if rule == "submitted":
        return is_handed_in
    return rule == "passed" and is_handed_in and has_passed
