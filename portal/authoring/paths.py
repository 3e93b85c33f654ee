"""Which names a file of a draft may have. What the package's layout wants beyond that, its check tells."""

import re
from typing import Final

from portal.authoring.errors import BadPath
from portal.catalogue.problems import Problem
from portal.catalogue.reading import refusal_of_name

_PATH: Final = re.compile(r"([a-z0-9]+(-[a-z0-9]+)*/)?[a-z0-9]+([.-][a-z0-9]+)*\.[a-z0-9]+")
_MOST: Final = 300


def checked_path(path: str) -> str:
    """The path itself. Raises BadPath, with the problem that the check of packages would tell."""
    problem = next(filter(None, (refusal_of_name(part) for part in path.split("/"))), None)
    if problem is None and not (_PATH.fullmatch(path) and len(path) <= _MOST):
        problem = Problem(path, 1, "unexpected_file")
    if problem:
        raise BadPath(path=path, problem=problem)
    return path
