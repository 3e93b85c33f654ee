"""What first attempts tell of a quiz's questions: which mislead, which tell nothing, which attempts look odd."""

from typing import Final

from flask import render_template
from flask.typing import ResponseReturnValue

from portal.areas.trainer.blueprint import blueprint
from portal.catalogue.content import EXAM
from portal.catalogue.queries import get_current_content
from portal.kernel.errors import NotFound
from portal.people.permissions import Permission
from portal.quizzes.insights import get_insights
from portal.quizzes.statistics import LEAST
from portal.quizzes.waiting import count_waiting
from portal.web.access import current_person, requires

#: whose quiz it is: of no module
_EXAM: Final = {"module": None}


@blueprint.get("/trainer/courses/<slug:course>/statistics", defaults=_EXAM)
@blueprint.get("/trainer/courses/<slug:course>/<slug:module>/quiz/statistics")
@requires(Permission.CATALOGUE_SEE)
def question_statistics(course: str, module: str | None) -> ResponseReturnValue:
    content = get_current_content(course)
    name = f"{module}/quiz" if module else EXAM
    quiz = content.find_quiz(name)
    if quiz is None:
        raise NotFound(quiz=name)
    insights = get_insights(content, name)
    return render_template(
        "trainer/statistics.html",
        content=content,
        module=module,
        quiz=quiz,
        insights=insights,
        rows=list(zip(quiz.questions, insights.questions, strict=True)),
        least=LEAST,
        waiting=count_waiting(content, name, actor_id=current_person().id),
    )
