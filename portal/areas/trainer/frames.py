"""Safe HTML of a lesson as the preview's frame shows it: a draft's own media, links that leave the frame."""

import re
from typing import Final
from uuid import UUID

from flask import request

from portal.areas.trainer.blueprint import blueprint

_MEDIA: Final = re.compile(r'((?:src|href)=")/media/')
_LEADS_AWAY: Final = re.compile(r'<a (?=[^>]*href="[^#"])')


@blueprint.app_template_filter()
def in_frame(html: str, draft_id: UUID) -> str:
    """Media that only the draft has is not public yet; a page of the portal refuses to be framed."""
    own = _MEDIA.sub(rf"\1{request.script_root}/trainer/drafts/{draft_id}/media/", html)
    return _LEADS_AWAY.sub('<a target="_blank" ', own)
