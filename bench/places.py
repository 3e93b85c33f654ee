"""Addresses and accounts that the measurements go by; all of them are promised by issue 2."""

from typing import Final

FLOOR: Final = "/floor"
HOME: Final = "/"
COURSE: Final = "/courses/an-toan-thiet-bi"
EXAM: Final = f"{COURSE}/exam"
ANSWERS: Final = f"{EXAM}/answers"
CERTIFICATES: Final = "/certificates"
BOARD: Final = "/readiness"
TRAINER: Final = "/trainer/courses"

VOLUNTEER: Final = "volunteer@example.org"
CERTIFIED: Final = "certified@example.org"
COORDINATOR: Final = "coordinator@example.org"
AUTHOR: Final = "trainer@example.org"
