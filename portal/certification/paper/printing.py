"""Certificates as one PDF, a sheet of A4 each."""

from collections.abc import Sequence
from importlib import import_module

from portal.certification.paper.records import Letterhead, Progress, Sheet
from portal.certification.passes.keys import SigningKey
from portal.certification.passes.links import pass_link
from portal.certification.passes.records import Held


def print_certificates(
    certificates: Sequence[Held],
    *,
    head: Letterhead,
    address: str,
    key: SigningKey | None,
    progress: Progress | None = None,
) -> bytes:
    """The PDF. About 20 ms of a processor for each; `progress` is told after each.

    `address` is the portal's own, which the QR codes lead to.
    """
    # fpdf2 takes 20 MB: a worker that prints nothing does without it
    layout = import_module("portal.certification.paper.layout")
    sheets = [Sheet(held, pass_link(address, held, key)) for held in certificates]
    pdf: bytes = layout.draw(sheets, head, progress)
    return pdf
