"""What a trainer's pages show of a room: the wall without names, the list with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from portal.catalogue.content import Quiz, RevisionContent
from portal.catalogue.queries import get_content, get_current_content
from portal.rooms.codes import spaced
from portal.rooms.queries import ListedRoom, get_room_of, list_participants, list_rooms
from portal.rooms.records import Participant, RoomFigures, RoomRecord
from portal.rooms.results import QuestionInRoom, most_common_revision, questions_in_room


@dataclass(frozen=True, slots=True)
class RoomPage:
    """`quiz` is None where the course has no such quiz any more."""

    room: RoomRecord
    content: RevisionContent
    quiz: Quiz | None
    figures: RoomFigures
    people: Sequence[Participant]

    @property
    def code(self) -> str:
        return spaced(self.room.code)

    def version(self, language: str, besides: object = None) -> str:
        """Changes with whatever the pages show of it: what a browser that asks again and again compares."""
        shown = (self.room, self.room.is_open, self.people, language, besides)
        return sha256(repr(shown).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class RoomLine:
    """A room in the list of a trainer's own."""

    listed: ListedRoom
    content: RevisionContent
    quiz: Quiz | None


def get_room_page(trainer_id: UUID, room_id: UUID) -> RoomPage:
    room = get_room_of(trainer_id, room_id)
    content = get_current_content(room.course_slug)
    people = list_participants(room_id)
    quiz = content.find_quiz(room.quiz)
    return RoomPage(room, content, quiz, RoomFigures.of(people), people)


def list_questions(page: RoomPage) -> Sequence[QuestionInRoom]:
    """Of those who handed in on the revision that most were asked from, the hardest first."""
    revision_id = most_common_revision(page.people)
    if revision_id is None:
        return ()
    people = [one for one in page.people if one.revision_id == revision_id]
    return questions_in_room(get_content(revision_id).quiz(page.room.quiz).questions, people)


def list_lines(trainer_id: UUID) -> Sequence[RoomLine]:
    lines = []
    for one in list_rooms(trainer_id):
        content = get_current_content(one.room.course_slug)
        lines.append(RoomLine(one, content, content.find_quiz(one.room.quiz)))
    return lines
