"""What somebody sees of a room before they come in: what it counts as, and whether they may begin."""

from dataclasses import dataclass
from uuid import UUID

from portal.areas.learner.queries import get_progress, state_in
from portal.areas.learner.quiz_place import QuizPlace
from portal.catalogue.content import Quiz
from portal.learning.completion import Exam
from portal.learning.records import CourseProgress
from portal.quizzes.drawing import count_drawn
from portal.rooms.codes import spaced
from portal.rooms.queries import FoundRoom
from portal.rooms.records import RoomRecord
from portal.rooms.refusing import Refusal, refusal_of


@dataclass(frozen=True, slots=True)
class DoorPage:
    """`exam`: what the person may do with the quiz by its own rules, which a room does not lift."""

    room: RoomRecord
    place: QuizPlace
    progress: CourseProgress
    quiz: Quiz
    exam: Exam

    @property
    def question_count(self) -> int:
        return count_drawn(self.quiz)

    @property
    def refusal(self) -> Refusal | None:
        """Why the person may not come in."""
        return refusal_of(self.exam, lessons_left=len(self.progress.lessons_left))

    @property
    def spaced_code(self) -> str:
        return spaced(self.room.code)


def place_of(room: RoomRecord) -> QuizPlace:
    return QuizPlace.of_name(room.course_slug, room.quiz)


def get_door(person_id: UUID, found: FoundRoom) -> DoorPage:
    """Raises NotFound where the course has no such quiz any more."""
    place = place_of(found.room)
    progress = get_progress(person_id, place.course)
    exam = state_in(progress, place)
    return DoorPage(found.room, place, progress, progress.content.quiz(place.name), exam)
