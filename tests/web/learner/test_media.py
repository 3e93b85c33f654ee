"""Pictures of courses: for anybody, for good, and nothing else that is stored beside them."""

from hashlib import sha256

import pytest
from sqlalchemy import select

from portal.catalogue.models import Blob
from portal.kernel.db import begin_writing, db
from tests.support.pages import PageClient

DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'


RECORDING = bytes(range(256)) * 5078 + b"\0" * 32


def store(content: bytes, media_type: str, name: str) -> str:
    begin_writing()
    digest = sha256(content).hexdigest()
    db.session.add(Blob(digest=digest, media_type=media_type, size=len(content), content=content))
    db.session.commit()
    return f"/media/{digest}/{name}"


@pytest.fixture
def drawing() -> str:
    return store(DRAWING, "image/svg+xml", "drawing.svg")


@pytest.fixture
def recording() -> str:
    return store(RECORDING, "audio/mpeg", "recording.mp3")


@pytest.mark.usefixtures("context")
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

    @pytest.mark.parametrize(
        ("asked", "start", "stop"),
        [
            ("bytes=0-", 0, 1_300_000),
            ("bytes=0-9", 0, 10),
            ("bytes=600000-700000", 600_000, 700_001),
            ("bytes=-5", 1_299_995, 1_300_000),
            ("bytes=1299999-9999999", 1_299_999, 1_300_000),
        ],
    )
    def test_gives_the_part_that_is_asked_for(
        self, client: PageClient, recording: str, asked: str, start: int, stop: int
    ) -> None:
        response = client.http.get(recording, headers={"Range": asked})
        assert response.status_code == 206
        assert response.data == RECORDING[start:stop]
        assert response.headers["Content-Range"] == f"bytes {start}-{stop - 1}/1300000"
        assert response.headers["Content-Length"] == str(stop - start)
        assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"

    def test_gives_the_whole_where_no_part_is_asked_for(
        self, client: PageClient, recording: str
    ) -> None:
        response = client.http.get(recording)
        assert (response.status_code, response.data) == (200, RECORDING)
        assert response.headers["Accept-Ranges"] == "bytes"
        assert response.headers["Content-Length"] == "1300000"
        head = client.http.head(recording)
        assert (head.data, head.headers["Content-Length"]) == (b"", "1300000")

    def test_gives_a_part_only_of_what_the_browser_has_begun(
        self, client: PageClient, recording: str
    ) -> None:
        etag = client.http.head(recording).headers["ETag"]
        same = {"Range": "bytes=0-9", "If-Range": etag}
        assert client.http.get(recording, headers=same).status_code == 206
        other = {"Range": "bytes=0-9", "If-Range": '"other"'}
        response = client.http.get(recording, headers=other)
        assert (response.status_code, response.data) == (200, RECORDING)

    @pytest.mark.parametrize("asked", ["bytes=1300000-", "bytes=5-1", "bytes=x", "lines=1-2"])
    def test_refuses_parts_that_are_not_there(
        self, client: PageClient, recording: str, asked: str
    ) -> None:
        assert client.http.get(recording, headers={"Range": asked}).status_code == 416

    def test_documents_are_for_another_program(self, client: PageClient) -> None:
        response = client.get(store(b"%PDF-1.4", "application/pdf", "x.pdf")).response
        assert response.headers["Content-Disposition"] == "attachment"

    def test_never_is_a_picture_as_it_came(self, client: PageClient) -> None:
        """It may say where it was taken."""
        assert client.get(store(b"photo", "application/octet-stream", "x.jpg")).status_code == 404

    @pytest.mark.usefixtures("course")
    def test_never_is_a_file_with_the_key(self, client: PageClient) -> None:
        texts = db.session.scalars(select(Blob.digest).where(Blob.media_type.startswith("text/")))
        digests = texts.all()
        assert digests
        for digest in digests:
            assert client.get(f"/media/{digest}/exam.md").status_code == 404
