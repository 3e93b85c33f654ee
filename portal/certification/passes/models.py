"""The keys that certificates are signed with. Rows are only added: an old key verifies for good."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from portal.certification.passes.keys import KID_LENGTH
from portal.kernel.db import Model


class StoredKey(Model):
    """A key pair. The one with the highest number signs."""

    __tablename__ = "signing_key"

    #: 1, 2, 3 …: of two rotations at once, one finds its number taken
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kid: Mapped[str] = mapped_column(String(KID_LENGTH), unique=True)
    #: base64url of 32 bytes
    public_key: Mapped[str] = mapped_column(String(43))
    #: the private half, sealed with the portal's secret key
    sealed: Mapped[str] = mapped_column(String(300))
    made_at: Mapped[datetime]
