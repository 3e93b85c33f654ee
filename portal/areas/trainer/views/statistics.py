"""What first attempts tell of a course's questions: which mislead, which tell nothing, which attempts look odd."""

from flask import render_template
from flask.typing import ResponseReturnValue

from portal.areas.trainer.blueprint import blueprint
from portal.catalogue.queries import get_current_content
from portal.people.permissions import Permission
from portal.quizzes.insights import get_insights
from portal.quizzes.statistics import LEAST
from portal.web.access import requires


@blueprint.get("/trainer/courses/<slug:course>/statistics")
@requires(Permission.CATALOGUE_SEE)
def question_statistics(course: str) -> ResponseReturnValue:
    content = get_current_content(course)
    insights = get_insights(content)
    rows = list(zip(content.exam.questions, insights.questions, strict=True))
    return render_template(
        "trainer/statistics.html", content=content, insights=insights, rows=rows, least=LEAST
    )
