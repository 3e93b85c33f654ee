"""A large zip becomes a draft in the memory of its largest file, and comes out again byte for byte."""

import io
import random
import tracemalloc
from pathlib import Path

import pytest

from portal.authoring.errors import SlugTaken
from portal.authoring.importing import checked_upload, import_draft
from portal.authoring.models import Draft
from portal.authoring.queries import get_files
from portal.kernel.db import begin_writing
from portal.people.models import Person
from tests.support.making import Maker
from tests.unit.catalogue.zips import mini_files, plain_zip

NOWHERE = Path("/nonexistent")
MEGABYTE = 1024 * 1024


def imported(content: bytes, person: Person) -> Draft:
    begin_writing()
    with checked_upload(io.BytesIO(content), "mini.zip", NOWHERE) as package:
        assert package.is_sound, package.problems
        return import_draft(person_id=person.id, package=package)


def test_what_was_sent_stands_in_the_draft(make: Maker) -> None:
    person = make.person()
    files = mini_files()
    files["mini/01-mot/02-bai-sau.md"] = b"\xef\xbb\xbf" + files[
        "mini/01-mot/02-bai-sau.md"
    ].replace(b"\n", b"\r\n")
    stored = get_files(imported(plain_zip(files), person).id)
    assert {f"mini/{path}": stored[path] for path in stored} == files
    with pytest.raises(SlugTaken):
        imported(plain_zip(files), person)


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_fifty_megabytes_take_the_memory_of_a_file(make: Maker) -> None:
    person, chance = make.person(), random.Random(1)
    films = {
        f"mini/media/phim-{n}.mp4": b"\0\0\0\x20ftypisom\0\0\2\0isomiso2avc1mp41"
        + chance.randbytes(5 * MEGABYTE)
        for n in range(10)
    }
    content = plain_zip(mini_files() | films)
    assert len(content) > 50 * MEGABYTE
    tracemalloc.start()
    draft = imported(content, person)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(get_files(draft.id)) == len(mini_files()) + 10
    assert peak < 30 * MEGABYTE
