"""What is wrong with a course package, said so that it can be mended: `file:line: message`."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Final


def _(text: str) -> str:
    """Marks a sentence for the translations (portal/areas/trainer/problem_words.py)."""
    return text


MESSAGES: Final = {
    # files
    "is_link": _("is a link; put the file itself into the package"),
    "too_large": _("is larger than {limit}; make it smaller or leave it out"),
    "package_too_large": _("the package is larger than {limit}"),
    "not_utf8": _("is not UTF-8 text; save it as UTF-8"),
    "other_encoding": _(
        "is not UTF-8 text but looks like {encoding}; save it as UTF-8, or have"
        " `courses recode` convert it"
    ),
    "control_character": _("holds a control character (U+{code}); delete it"),
    "not_composed": _("its name is spelt with separate accents (NFD); rename it to {better}"),
    "bad_name": _("a name may hold a–z, 0–9 and hyphens; rename it to {better}"),
    "no_number": _("its name must begin with a number that gives its place, such as 01-{name}"),
    "same_number": _("has the same number as {other}"),
    "same_id": _("has the same id as {other}: {id}"),
    "unexpected_file": _("does not belong in a course package; remove it"),
    "missing_file": _("is missing"),
    "no_lessons": _("the module has no lesson"),
    "no_modules": _("the course has no module"),
    "translation_of_nothing": _("translates {original}, which is not there"),
    "reserved_id": _("the id {id} stands for something else in addresses; give it another"),
    "id_too_long": _("the id {id} is longer than {limit} characters; shorten it"),
    "media_type": _("this kind of file cannot be shown; use {known}"),
    "image_too_large": _("the image is {size}; at most 300 KB, because it is read on mobile data"),
    "image_broken": _("is not a readable {kind} image"),
    "image_too_many_pixels": _("the image has more than 40 million pixels; make it smaller"),
    "image_moves": _("the image moves; make it a video (.mp4, .webm), which a reader can stop"),
    "media_too_large": _("the file is {size}; at most {limit}, because it is read on mobile data"),
    "media_broken": _("is not a readable {kind} file; its content is of another kind"),
    "captions_of_nothing": _(
        "is captions of no video; call it media/x.vi.vtt where the video is media/x.mp4"
    ),
    "svg_unsafe": _("the drawing holds {what}, which may run or load something; remove it"),
    # archives
    "archive_broken": _("is not a readable zip archive: {why}"),
    "archive_member_broken": _("is damaged in the archive; make the archive anew"),
    "archive_holds_nothing": _("holds no course; zip the course's folder, with its course.md"),
    "archive_holds_several": _("holds several folders ({folders}); zip one course at a time"),
    "too_many_files": _("holds more than {limit} files"),
    "outside": _("leads out of the package; make the archive from inside the course's folder"),
    "backslash": _("its name holds a backslash; make the archive with / between folders"),
    "encrypted": _("is encrypted; make the archive without a password"),
    "compression": _(
        "is compressed in a way that is not read here; use the ordinary zip compression"
    ),
    "bomb": _("grows to more than {times} times its size; it is not read"),
    "archive_inside": _("is itself an archive; put its files into the package"),
    "repeated_file": _("stands in the archive twice"),
    # front matter
    "no_front_matter": _("must begin with front matter between two lines of ---"),
    "front_matter_open": _("the front matter is not closed by a line of ---"),
    "front_matter_broken": _("the front matter cannot be read: {why}"),
    "unknown_key": _("unknown key {key}{hint}"),
    "repeated_key": _("the key {key} is given twice"),
    "missing_key": _("the key {key} is missing"),
    "not_in_practice": _(
        "{key} does not fit a practice quiz, which may be taken as often as one likes and shows what is"
        " right at once; delete it, or write kind: certifying"
    ),
    "bad_value": _("{key}: {value!r} is not {wanted}"),
    "differs_from_original": _("{key} differs from the original, {original}"),
    # texts
    "body_not_shown": _("this text is shown nowhere; remove it"),
    "empty_body": _("there is no text"),
    "too_long": _("the text is longer than {limit}; divide it"),
    "too_many_signs": _(
        "too many {sign} in one paragraph or file to be read safely (at most {limit})"
    ),
    "level_one_heading": _(
        "the title is the page's first heading; begin headings in the text with ##"
    ),
    "fence_open": _("the block that begins here with ``` is not closed"),
    "check_indented": _("a check block must begin at the start of its line"),
    "unknown_class": _("unknown class .{name}{hint}"),
    "missing_alternative": _("the image {target} has no alternative text"),
    "broken_link": _("the link {target} leads nowhere{hint}"),
    "broken_image": _("the image {target} is not in the package{hint}"),
    "foreign_image": _("the image {target} is on another site; put it into media/"),
    "broken_anchor": _("the link {target} leads to a heading that is not there{hint}"),
    "absolute_link": _(
        "the link {target} begins with /; link to a file of the package or a full address"
    ),
    "bad_scheme": _("the link {target} must begin with https:, mailto: or tel:"),
    "ambiguous_html": _("raw HTML is read differently by two readers; write it as Markdown"),
    "unknown_fact": _("unknown fact {fact}{hint}"),
    "unknown_prerequisite": _("unknown course {course}{hint}"),
    "circular_prerequisites": _(
        "these courses require each other: {circle}; one must ask for less"
    ),
    "own_prerequisite": _("a course cannot require itself"),
    # scenarios
    "no_scenes": _("a scenario needs scenes; each begins with ## Heading {{#name}}"),
    "same_scene": _("another scene has the name {id} (line {line})"),
    "scene_dead_end": _(
        "the scene {id} leads nowhere; link to another scene or mark it .good or .bad"
    ),
    "scene_unreachable": _("no choice leads to the scene {id}"),
    "no_good_ending": _("no choice leads to a scene marked .good"),
    "scene_differs": _("the scene {id} has another name, ending or choices than in {original}"),
    "scenes_differ": _("there are {count} scenes, in {original} {original_count}"),
    # questions
    "text_before_questions": _(
        "text before the first question is shown nowhere; questions begin with ##"
    ),
    "no_questions": _("there is no question"),
    "heading_broken": _("the heading's {{…}} cannot be read: {part}"),
    "bad_points": _("points must be a whole number from 1 to 100"),
    "same_question": _("another question has the id {id} (line {line})"),
    "no_heading": _("the question's heading is empty"),
    "bad_question_id": _("the id {id} may hold a–z, 0–9 and hyphens; write {better}"),
    "bad_choice_mark": _("a choice is written - [ ] or - [x]"),
    "empty_choice": _("the choice is empty"),
    "choice_not_inline": _("a choice must be one paragraph"),
    "text_after_choices": _("after the choices or answers only an explanation (> …) may follow"),
    "no_choices": _(
        "there is nothing to answer with: choices (- [ ] …), answers (= …), pairs (- … => …), "
        "a numbered list or gaps ({{{{…}}}})"
    ),
    "check_needs_choices": _("a check block takes choices (- [ ] …) only"),
    "empty_answer": _("the answer is empty"),
    "bad_number": _("{answer} is no number or range; write 10, 10 ± 5% or 10..20"),
    "one_pair": _("write at least two pairs with different right sides"),
    "one_item": _("write at least two things to put in order"),
    "right_not_text": _("a right side must have words: it is chosen from a list"),
    "too_many_parts": _("there are {count} of these in one question; at most {limit}"),
    "gap_open": _("the gap that begins here is not closed with }}}} on its line"),
    "empty_gap": _("the gap is empty"),
    "gap_in_heading": _("a gap cannot stand in the heading; write it in the text below"),
    "gap_misplaced": _("a gap must stand in plain text, not in a link, picture, heading or code"),
    "gaps_and_more": _("a question has either gaps or something else to answer with"),
    "one_choice": _("one choice is no choice; write at least two"),
    "no_right_choice": _("no choice is marked as right with [x]"),
    "same_choice": _("two choices have the same text"),
    "draw_too_large": _("draw asks for {asked} of {available} questions{of_class}"),
    "never_drawn": _("draw leaves out class{of_class}: the question {id} would never be asked"),
    "critical_never_drawn": _(
        "draw leaves out class{of_class}: the critical question {id} is never asked"
    ),
    # translations
    "question_missing": _("the question {id} of {original} is missing"),
    "question_added": _("the question {id} is not in {original}"),
    "question_order": _("the question {id} stands in another place than in {original}"),
    "key_differs": _("the question {id} has other right choices or answers than in {original}"),
    "type_differs": _("the question {id} is answered in another way than in {original}"),
    "choices_differ": _("the question {id} has {count} choices, in {original} {original_count}"),
    "marks_differ": _("the question {id} has other classes or points than in {original}"),
    "feedback_differs": _(
        "the question {id} has other feedback or explanations than in {original}"
    ),
    "checks_differ": _(
        "the check blocks differ from those of {original} in number or right choices"
    ),
    "objectives_differ": _("there are {count} objectives, in {original} {original_count}"),
    # facts.csv
    "no_facts_file": _("facts are named, but there is no facts.csv beside the courses"),
    "facts_columns": _("the columns must be id, statement, source, as_of and review_months"),
    "same_fact": _("the fact {fact} is given twice"),
    "fact_overdue": _(
        "the fact {fact} was to be looked at again by {day}; then give it a new as_of in facts.csv"
    ),
    "bad_months": _("review_months must be a whole number, not {value!r}"),
}


@dataclass(frozen=True)
class Problem:
    """One thing to mend. `file` is relative to the package, lines count from 1."""

    file: str
    line: int
    code: str
    values: dict[str, object] = field(default_factory=dict)

    @property
    def message(self) -> str:
        return MESSAGES[self.code].format(**self.values)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"

    def within(self, folder: str) -> "Problem":
        """The same problem, told from the folder above."""
        return Problem(f"{folder}/{self.file}", self.line, self.code, self.values)


Problems = list[Problem]


def nearest(word: str, known: Iterable[str], *, mark: str = "", cutoff: float = 0.6) -> str:
    """ "; did you mean …?", or nothing where no known word is near."""
    close = get_close_matches(word, list(known), n=1, cutoff=cutoff)
    return f"; did you mean {mark}{close[0]}?" if close else ""


def in_order(problems: Problems) -> Problems:
    return sorted(problems, key=lambda problem: (problem.file, problem.line, problem.code))
