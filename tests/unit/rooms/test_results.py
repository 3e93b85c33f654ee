"""What a room's figures say, and what they keep to themselves."""

from portal.kernel.identifiers import new_id
from portal.quizzes.statistics import Sheet
from portal.rooms.records import LEAST_TOLD, Participant, RoomFigures
from portal.rooms.results import questions_in_room
from tests.unit.quizzes.samples import question


def sheet(**chosen: int) -> Sheet:
    """Choice 0 is right."""
    shares = {name: float(index == 0) for name, index in chosen.items()}
    return Sheet("R", shares, {name: [index] for name, index in chosen.items()}, 60.0)


def participant(score: float | None = None) -> Participant:
    passed = None if score is None else score >= 0.8
    return Participant(new_id(), "Nguyễn Thị Ana", new_id(), 4, 2, score, passed)


class TestQuestions:
    def test_the_hardest_comes_first_with_what_most_fell_for(self) -> None:
        sheets = [sheet(a=0, b=1), sheet(a=0, b=1), sheet(a=1, b=2), sheet(b=0)]
        hard, easy = questions_in_room([question("a"), question("b"), question("c")], sheets)
        assert (hard.question.id, hard.right, hard.people) == ("b", 1, 4)
        assert (hard.fallen_for, hard.fallen, hard.misled) == (1, 2, True)
        assert (easy.question.id, easy.right, easy.people) == ("a", 2, 3)
        assert (easy.fallen_for, easy.misled) == (None, False)  # what one alone chose says nothing

    def test_nobody_handed_in(self) -> None:
        assert questions_in_room([question("a")], []) == ()


class TestFigures:
    def test_count_who_is_how_far(self) -> None:
        figures = RoomFigures.of([participant(), participant(1.0), participant(0.5)])
        assert (figures.joined, figures.working, figures.handed_in, figures.passed) == (3, 1, 2, 1)
        assert (figures.answered, figures.drawn, figures.mean_score) == (10, 12, 0.75)

    def test_tell_no_results_while_one_could_tell_whose(self) -> None:
        few = [participant(0.5)] * (LEAST_TOLD - 1)
        assert not RoomFigures.of([*few, participant()]).tells_results
        assert RoomFigures.of([*few, participant(1.0)]).tells_results

    def test_of_an_empty_room(self) -> None:
        assert RoomFigures.of([]).mean_score is None
