"""What pages need to hand out certificates: the portal's address, its key, its letterhead, and the PDF itself."""

from collections.abc import Sequence

from flask import Response, current_app, request

from portal.certification.paper.printing import print_certificates
from portal.certification.paper.records import Letterhead
from portal.certification.passes.keyring import find_signing_key
from portal.certification.passes.keys import SigningKey
from portal.certification.passes.records import Held


def own_address() -> str:
    """The address that codes lead to: the setting's, else the one that the reader uses."""
    set_address: str = current_app.config["PORTAL"].address
    return set_address or request.url_root.rstrip("/")


def signing_key() -> SigningKey | None:
    return find_signing_key(current_app.config["SECRET_KEY"])


def as_pdf(certificates: Sequence[Held], name: str) -> Response:
    """The certificates as a file to keep, `name` without its ending."""
    settings = current_app.config["PORTAL"]
    head = Letterhead(settings.issuer, settings.signatory_office, settings.signatory)
    pdf = print_certificates(certificates, head=head, address=own_address(), key=signing_key())
    response = Response(pdf, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return response
