"""Where a pass leads: the certificate's page, with the signed token beside its address."""

import re
from typing import Final
from urllib.parse import parse_qs, urlsplit

from portal.certification.passes.keys import SigningKey
from portal.certification.passes.records import Held
from portal.certification.passes.tokens import PassClaims, sign_pass

TOKEN: Final = "t"  # noqa: S105 (the name of a parameter)


_PATH: Final = re.compile(r"/check/([^/]+)/?$")


def check_link(address: str, serial: str, token: str | None) -> str:
    """`address` is the portal's own, without a slash at its end. Without a token the register alone is asked."""
    link = f"{address}/check/{serial}"
    return f"{link}?{TOKEN}={token}" if token else link


def pass_link(address: str, held: Held, key: SigningKey | None) -> str:
    """What a certificate's QR code holds; before the portal has a key, the plain address."""
    claims = PassClaims(
        held.serial, held.initials, held.certification, held.issued_on, held.expires_on
    )
    return check_link(address, held.serial, sign_pass(claims, key) if key else None)


def read_link(text: str) -> tuple[str, str | None] | None:
    """The serial (as written) and the token of a pass's link; None if it is no such link."""
    try:
        link = urlsplit(text.strip())
    except ValueError:
        return None
    found = _PATH.search(link.path)
    if found is None:
        return None
    return found[1], next(iter(parse_qs(link.query).get(TOKEN, ())), None)
