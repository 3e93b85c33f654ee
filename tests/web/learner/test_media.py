"""Pictures of courses: for anybody, for good, and nothing else that is stored beside them."""

from hashlib import sha256

import pytest
from sqlalchemy import select

from portal.catalogue.models import Blob
from portal.kernel.db import begin_writing, db
from tests.support.pages import PageClient

DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'
DIGEST = sha256(DRAWING).hexdigest()


@pytest.fixture
def drawing(context: object) -> str:
    assert context
    begin_writing()
    db.session.add(
        Blob(digest=DIGEST, media_type="image/svg+xml", size=len(DRAWING), content=DRAWING)
    )
    db.session.commit()
    return f"/media/{DIGEST}/drawing.svg"


class TestMedia:
    def test_is_kept_for_good_and_can_run_nothing(self, client: PageClient, drawing: str) -> None:
        response = client.get(drawing).response
        assert response.data == DRAWING
        assert response.mimetype == "image/svg+xml"
        assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert "Set-Cookie" not in response.headers

    def test_is_not_sent_twice(self, client: PageClient, drawing: str) -> None:
        etag = client.get(drawing).response.headers["ETag"]
        again = client.http.get(drawing, headers={"If-None-Match": etag})
        assert (again.status_code, again.data) == (304, b"")

    def test_that_is_not_there_is_not_found(self, client: PageClient) -> None:
        assert client.get(f"/media/{'0' * 64}/drawing.svg").status_code == 404

    @pytest.mark.usefixtures("course")
    def test_never_is_a_file_with_the_key(self, client: PageClient) -> None:
        texts = db.session.scalars(select(Blob.digest).where(Blob.media_type.startswith("text/")))
        digests = texts.all()
        assert digests
        for digest in digests:
            assert client.get(f"/media/{digest}/exam.md").status_code == 404
