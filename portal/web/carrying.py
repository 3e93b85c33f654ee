"""What pages need to hand out certificates: the portal's address, its key, its letterhead, and the PDF itself."""

from collections.abc import Sequence

import segno
from flask import Response, abort, current_app, request
from markupsafe import Markup

from portal.certification.paper.printing import print_certificates
from portal.certification.paper.records import Letterhead
from portal.certification.passes.badges import Issuer
from portal.certification.passes.keyring import find_signing_key
from portal.certification.passes.keys import SigningKey
from portal.certification.passes.links import pass_link
from portal.certification.passes.records import Held


def own_address() -> str:
    """The address that codes lead to: the setting's, else the one that the reader uses."""
    set_address: str = current_app.config["PORTAL"].address
    return set_address or request.url_root.rstrip("/")


def issuer() -> Issuer:
    """Who signs badges, and from where."""
    return Issuer(current_app.config["PORTAL"].issuer, own_address())


def signing_key() -> SigningKey | None:
    return find_signing_key(current_app.config["SECRET_KEY"])


def link_of(held: Held) -> str:
    """What a certificate's QR code leads to: its page, with the signed token."""
    return pass_link(own_address(), held, signing_key())


def code_of(link: str) -> Markup:
    """A QR code to stand in a page: an SVG without a style of its own, black on white in every theme."""
    drawn = segno.make(link, micro=False).svg_inline(omitsize=True, light="#fff", lineclass=None)
    return Markup(drawn)  # noqa: S704 (segno draws; nothing of the link is in it)


def as_badge(held: Held) -> Response:
    """The certificate as a signed Open Badge to keep. 503 before the portal has a key that signs."""
    key = signing_key() or abort(503)
    response = Response(issuer().sign_badge(held, key), mimetype="application/vc+jwt")
    response.headers["Content-Disposition"] = f'attachment; filename="{held.serial}.jwt"'
    return response


def as_pdf(certificates: Sequence[Held], name: str) -> Response:
    """The certificates as a file to keep, `name` without its ending."""
    settings = current_app.config["PORTAL"]
    head = Letterhead(settings.issuer, settings.signatory_office, settings.signatory)
    pdf = print_certificates(certificates, head=head, address=own_address(), key=signing_key())
    response = Response(pdf, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return response
