"""What people have learnt: enrolments, lessons done, courses completed. Facts; rows are only added."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from portal.kernel.db import Model
from portal.kernel.identifiers import new_id


class Enrolment(Model):
    """A person began a course. Also the row that a person's attempts in it are counted under."""

    person_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("person.id"), primary_key=True)
    course_slug: Mapped[str] = mapped_column(
        String(80), ForeignKey("course.slug"), primary_key=True
    )
    enrolled_at: Mapped[datetime]


class LessonCompletion(Model):
    """A person marked a lesson as done, in the revision they read."""

    person_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("person.id"), primary_key=True)
    course_slug: Mapped[str] = mapped_column(
        String(80), ForeignKey("course.slug"), primary_key=True
    )
    #: "module/lesson"
    lesson: Mapped[str] = mapped_column(String(170), primary_key=True)
    revision_id: Mapped[int] = mapped_column(Integer, ForeignKey("revision.id"))
    completed_at: Mapped[datetime]


class CourseCompletion(Model):
    """All lessons done and the exam passed, on a day, under a revision."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    course_slug: Mapped[str] = mapped_column(String(80), ForeignKey("course.slug"))
    revision_id: Mapped[int] = mapped_column(Integer, ForeignKey("revision.id"))
    attempt_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("attempt.id"))
    #: the day from which it counts as complete
    completed_on: Mapped[date]
    completed_at: Mapped[datetime]
    #: the day the exam was sat, from which it runs out; None: the same day. Earlier where it was marked again
    learnt_on: Mapped[date | None]

    __table_args__ = (
        UniqueConstraint("person_id", "course_slug", "completed_on"),
        CheckConstraint("learnt_on is null or learnt_on < completed_on", name="learnt_before"),
        Index("ix_course_completion_person_id", "person_id"),
    )


class LessonReadAgain(Model):
    """Somebody read a lesson anew that had changed, on the revision that they read."""

    person_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("person.id"), primary_key=True)
    course_slug: Mapped[str] = mapped_column(
        String(80), ForeignKey("course.slug"), primary_key=True
    )
    #: "module/lesson"
    lesson: Mapped[str] = mapped_column(String(170), primary_key=True)
    revision_id: Mapped[int] = mapped_column(
        Integer, ForeignKey("revision.id"), primary_key=True, autoincrement=False
    )
    read_at: Mapped[datetime]


class CourseRefreshed(Model):
    """Somebody answered what had changed in a course."""

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    course_slug: Mapped[str] = mapped_column(String(80), ForeignKey("course.slug"))
    refreshed_on: Mapped[date]
    #: up to which they know the course now; None where it is not known
    revision_id: Mapped[int | None] = mapped_column(Integer, ForeignKey("revision.id"))
    made_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("person_id", "course_slug", "refreshed_on"),)


class CompletionWithdrawn(Model):
    """A completion counts no more from a day on: its exam was marked again and is not passed. Until then it counted."""

    completion_id: Mapped[UUID] = mapped_column(
        Uuid, ForeignKey("course_completion.id"), primary_key=True
    )
    withdrawn_on: Mapped[date]
    remark_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("remark.id"))
    made_by: Mapped[UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    made_at: Mapped[datetime]


class CourseRevised(Model):
    """A course changed so that whoever completed it before must answer by a day, to its end."""

    id: Mapped[int] = mapped_column(primary_key=True)
    course_slug: Mapped[str] = mapped_column(String(80), ForeignKey("course.slug"))
    revised_on: Mapped[date]
    refresh_by: Mapped[date]
    revision_id: Mapped[int | None] = mapped_column(Integer, ForeignKey("revision.id"))
    #: None where a command did it
    made_by: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("person.id"))
    made_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("course_slug", "revised_on"),
        CheckConstraint("refresh_by >= revised_on", name="days_in_order"),
    )
