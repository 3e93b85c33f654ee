"""Rules back into the text of `scheme.yaml`: reading it again gives the same rules."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import yaml

_KEYS = ("course_renewal_window_days", "courses", "signoffs", "certifications", "assessors")


def written_scheme(rules: Mapping[str, Any], applies_from: date) -> str:
    """Comments and layout of an earlier file are not kept."""
    told = {"applies_from": applies_from, **{key: rules[key] for key in _KEYS if rules.get(key)}}
    if "course_renewal_window_days" in rules:
        told["course_renewal_window_days"] = rules["course_renewal_window_days"]
    return yaml.dump(
        told, Dumper=_Plain, allow_unicode=True, sort_keys=False, default_flow_style=None, width=120
    )


class _Plain(yaml.SafeDumper):
    """No anchors: the file is read without them."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 (PyYAML's signature)
        return True
