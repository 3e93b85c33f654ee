"""The way to the measured pages: a volunteer finishes a course's lessons and opens its exam; a coordinator signs in."""

import re
from dataclasses import dataclass

from bench import places
from bench.generator import SEQUENCE
from bench.load import Target, get, post
from bench.markup import Form
from bench.server import Server
from bench.visitor import Visitor


@dataclass(frozen=True)
class Story:
    """Where the volunteer has come to: every lesson done, the exam open."""

    volunteer: Visitor
    lessons: tuple[str, ...]
    #: the exam's paper as the page offers it
    paper: Form

    def answers(self) -> list[dict[str, str]]:
        """An answer to each question of the paper, as the page's script sends it."""
        shared = {name: self.paper.fields[name] for name in ("csrf_token", "attempt")}
        return [
            {
                **shared,
                "question": name.removeprefix("answer-"),
                "answer": choices[0],
                "sequence": SEQUENCE.decode(),
            }
            for name, choices in self.paper.offered.items()
        ]

    def hand_in(self) -> str:
        """End the attempt; the path of its result."""
        self.volunteer.send(self.paper, action="hand-in-anyway")
        return self.volunteer.path


def live_the_story(server: Server) -> Story:
    volunteer = Visitor(server.port).sign_in(places.VOLUNTEER)
    links = volunteer.read(places.COURSE).links
    lessons = dict.fromkeys(
        link for link in links if re.fullmatch(f"{places.COURSE}/[^/]+/(?!quiz)[^/]+", link)
    )
    for lesson in lessons:
        volunteer.send(volunteer.read(lesson).form("/done"))
    paper = volunteer.send(volunteer.read(places.EXAM).form("/exam"))
    return Story(volunteer, tuple(lessons), paper.form("/hand-in"))


def volunteer_targets(server: Server, story: Story) -> list[Target]:
    """The learner's measured pages in the order of the report."""
    cookies = story.volunteer.cookies
    saves = [post(places.ANSWERS, cookies, fields) for fields in story.answers()]
    return [
        Target("lesson", server, (get(story.lessons[0], cookies),)),
        Target("quiz", server, (get(places.EXAM, cookies),)),
        Target("home", server, (get(places.HOME, cookies),)),
        Target("save", server, tuple(saves)),
    ]


def board(server: Server, name: str = "board") -> Target:
    """The readiness board of the province: where its coordinator is led."""
    coordinator = Visitor(server.port).sign_in(places.COORDINATOR)
    coordinator.read(places.BOARD)
    return Target(name, server, (get(coordinator.path, coordinator.cookies),))
