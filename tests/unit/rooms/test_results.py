"""What a room's figures say, and what they keep to themselves."""

from portal.kernel.identifiers import new_id
from portal.rooms.records import LEAST_TOLD, Participant, RoomFigures
from portal.rooms.results import most_common_revision, questions_in_room
from tests.unit.quizzes.samples import question


def participant(score: float | None = None, revision: int = 1, **chosen: int) -> Participant:
    """Of choices 0 is right. Without a score they are still answering."""
    marks = {name: {"is_right": index == 0} for name, index in chosen.items()}
    return Participant(
        person_id=new_id(),
        full_name="Nguyễn Thị Ana",
        revision_id=revision,
        drawn=4,
        answers={name: [index] for name, index in chosen.items()},
        score=score,
        is_passed=None if score is None else score >= 0.8,
        marks=None if score is None else marks,
    )


class TestQuestions:
    def test_the_hardest_comes_first_with_what_most_fell_for(self) -> None:
        answers = [{"a": 0, "b": 1}, {"a": 0, "b": 1}, {"a": 1, "b": 2}, {"b": 0}]
        people = [participant(0.5, **one) for one in answers]
        hard, easy = questions_in_room([question("a"), question("b"), question("c")], people)
        assert (hard.question.id, hard.right, hard.people) == ("b", 1, 4)
        assert (hard.fallen_for, hard.fallen, hard.misled) == (1, 2, True)
        assert (easy.question.id, easy.right, easy.people) == ("a", 2, 3)
        assert (easy.fallen_for, easy.misled) == (None, False)  # what one alone chose says nothing

    def test_of_those_still_answering_nothing_is_told(self) -> None:
        answering = [participant(a=1), participant(a=1)]
        assert questions_in_room([question("a")], answering) == ()
        assert most_common_revision(answering) is None

    def test_are_those_that_most_were_asked(self) -> None:
        people = [
            participant(1.0, 2),
            participant(1.0, 1),
            participant(1.0, 1),
            participant(None, 3),
        ]
        assert most_common_revision(people) == 1


class TestFigures:
    def test_count_who_is_how_far(self) -> None:
        answering = participant(a=1, b=0)
        figures = RoomFigures.of([answering, participant(1.0), participant(0.5)])
        assert (figures.joined, figures.working, figures.handed_in, figures.passed) == (3, 1, 2, 1)
        assert (figures.answered, figures.drawn, figures.mean_score) == (10, 12, 0.75)

    def test_tell_no_results_while_one_could_tell_whose(self) -> None:
        few = [participant(0.5)] * (LEAST_TOLD - 1)
        assert not RoomFigures.of([*few, participant()]).tells_results
        assert RoomFigures.of([*few, participant(1.0)]).tells_results

    def test_of_an_empty_room(self) -> None:
        assert RoomFigures.of([]).mean_score is None
