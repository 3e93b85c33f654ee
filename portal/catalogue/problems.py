"""What is wrong with a course package, said so that it can be mended: `file:line: message`."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Final

MESSAGES: Final = {
    # files
    "is_link": "is a link; put the file itself into the package",
    "too_large": "is larger than {limit}; make it smaller or leave it out",
    "package_too_large": "the package is larger than {limit}",
    "not_utf8": "is not UTF-8 text; save it as UTF-8",
    "other_encoding": "is not UTF-8 text but looks like {encoding}; save it as UTF-8, or have"
    " `courses recode` convert it",
    "control_character": "holds a control character (U+{code}); delete it",
    "not_composed": "its name is spelt with separate accents (NFD); rename it to {better}",
    "bad_name": "a name may hold a–z, 0–9 and hyphens; rename it to {better}",
    "no_number": "its name must begin with a number that gives its place, such as 01-{name}",
    "same_number": "has the same number as {other}",
    "same_id": "has the same id as {other}: {id}",
    "unexpected_file": "does not belong in a course package; remove it",
    "missing_file": "is missing",
    "no_lessons": "the module has no lesson",
    "no_modules": "the course has no module",
    "translation_of_nothing": "translates {original}, which is not there",
    "reserved_id": "the id {id} stands for something else in addresses; give it another",
    "id_too_long": "the id {id} is longer than {limit} characters; shorten it",
    "media_type": "this kind of file cannot be shown; use {known}",
    "image_too_large": "the image is {size}; at most 300 KB, because it is read on mobile data",
    "image_broken": "is not a readable {kind} image",
    "image_too_many_pixels": "the image has more than 40 million pixels; make it smaller",
    "image_moves": "the image moves; make it a video (.mp4, .webm), which a reader can stop",
    "media_too_large": "the file is {size}; at most {limit}, because it is read on mobile data",
    "media_broken": "is not a readable {kind} file; its content is of another kind",
    "captions_of_nothing": "is captions of no video; call it media/x.vi.vtt where the video is media/x.mp4",
    "svg_unsafe": "the drawing holds {what}, which may run or load something; remove it",
    # archives
    "archive_broken": "is not a readable zip archive: {why}",
    "archive_member_broken": "is damaged in the archive; make the archive anew",
    "archive_holds_nothing": "holds no course; zip the course's folder, with its course.md",
    "archive_holds_several": "holds several folders ({folders}); zip one course at a time",
    "too_many_files": "holds more than {limit} files",
    "outside": "leads out of the package; make the archive from inside the course's folder",
    "backslash": "its name holds a backslash; make the archive with / between folders",
    "encrypted": "is encrypted; make the archive without a password",
    "compression": "is compressed in a way that is not read here; use the ordinary zip compression",
    "bomb": "grows to more than {times} times its size; it is not read",
    "archive_inside": "is itself an archive; put its files into the package",
    "repeated_file": "stands in the archive twice",
    # front matter
    "no_front_matter": "must begin with front matter between two lines of ---",
    "front_matter_open": "the front matter is not closed by a line of ---",
    "front_matter_broken": "the front matter cannot be read: {why}",
    "unknown_key": "unknown key {key}{hint}",
    "repeated_key": "the key {key} is given twice",
    "missing_key": "the key {key} is missing",
    "not_in_practice": "{key} does not fit a practice quiz, which may be taken as often as one likes and shows what is"
    " right at once; delete it, or write kind: certifying",
    "bad_value": "{key}: {value!r} is not {wanted}",
    "differs_from_original": "{key} differs from the original, {original}",
    # texts
    "body_not_shown": "this text is shown nowhere; remove it",
    "empty_body": "there is no text",
    "too_long": "the text is longer than {limit}; divide it",
    "too_many_signs": "too many {sign} in one paragraph or file to be read safely (at most {limit})",
    "level_one_heading": "the title is the page's first heading; begin headings in the text with ##",
    "fence_open": "the block that begins here with ``` is not closed",
    "check_indented": "a check block must begin at the start of its line",
    "unknown_class": "unknown class .{name}{hint}",
    "missing_alternative": "the image {target} has no alternative text",
    "broken_link": "the link {target} leads nowhere{hint}",
    "broken_image": "the image {target} is not in the package{hint}",
    "foreign_image": "the image {target} is on another site; put it into media/",
    "broken_anchor": "the link {target} leads to a heading that is not there{hint}",
    "absolute_link": "the link {target} begins with /; link to a file of the package or a full address",
    "bad_scheme": "the link {target} must begin with https:, mailto: or tel:",
    "ambiguous_html": "raw HTML is read differently by two readers; write it as Markdown",
    "unknown_fact": "unknown fact {fact}{hint}",
    "unknown_prerequisite": "unknown course {course}{hint}",
    "circular_prerequisites": "these courses require each other: {circle}; one must ask for less",
    "own_prerequisite": "a course cannot require itself",
    # scenarios
    "no_scenes": "a scenario needs scenes; each begins with ## Heading {{#name}}",
    "same_scene": "another scene has the name {id} (line {line})",
    "scene_dead_end": "the scene {id} leads nowhere; link to another scene or mark it .good or .bad",
    "scene_unreachable": "no choice leads to the scene {id}",
    "no_good_ending": "no choice leads to a scene marked .good",
    "scene_differs": "the scene {id} has another name, ending or choices than in {original}",
    "scenes_differ": "there are {count} scenes, in {original} {original_count}",
    # questions
    "text_before_questions": "text before the first question is shown nowhere; questions begin with ##",
    "no_questions": "there is no question",
    "heading_broken": "the heading's {{…}} cannot be read: {part}",
    "bad_points": "points must be a whole number from 1 to 100",
    "same_question": "another question has the id {id} (line {line})",
    "no_heading": "the question's heading is empty",
    "bad_question_id": "the id {id} may hold a–z, 0–9 and hyphens; write {better}",
    "bad_choice_mark": "a choice is written - [ ] or - [x]",
    "empty_choice": "the choice is empty",
    "choice_not_inline": "a choice must be one paragraph",
    "text_after_choices": "after the choices or answers only an explanation (> …) may follow",
    "no_choices": "there is nothing to answer with: choices (- [ ] …), answers (= …), pairs (- … => …), "
    "a numbered list or gaps ({{{{…}}}})",
    "check_needs_choices": "a check block takes choices (- [ ] …) only",
    "empty_answer": "the answer is empty",
    "bad_number": "{answer} is no number or range; write 10, 10 ± 5% or 10..20",
    "one_pair": "write at least two pairs with different right sides",
    "one_item": "write at least two things to put in order",
    "right_not_text": "a right side must have words: it is chosen from a list",
    "too_many_parts": "there are {count} of these in one question; at most {limit}",
    "gap_open": "the gap that begins here is not closed with }}}} on its line",
    "empty_gap": "the gap is empty",
    "gap_in_heading": "a gap cannot stand in the heading; write it in the text below",
    "gap_misplaced": "a gap must stand in plain text, not in a link, picture, heading or code",
    "gaps_and_more": "a question has either gaps or something else to answer with",
    "one_choice": "one choice is no choice; write at least two",
    "no_right_choice": "no choice is marked as right with [x]",
    "same_choice": "two choices have the same text",
    "draw_too_large": "draw asks for {asked} of {available} questions{of_class}",
    "never_drawn": "draw leaves out class{of_class}: the question {id} would never be asked",
    "critical_never_drawn": "draw leaves out class{of_class}: the critical question {id} is never asked",
    # translations
    "question_missing": "the question {id} of {original} is missing",
    "question_added": "the question {id} is not in {original}",
    "question_order": "the question {id} stands in another place than in {original}",
    "key_differs": "the question {id} has other right choices or answers than in {original}",
    "type_differs": "the question {id} is answered in another way than in {original}",
    "choices_differ": "the question {id} has {count} choices, in {original} {original_count}",
    "marks_differ": "the question {id} has other classes or points than in {original}",
    "feedback_differs": "the question {id} has other feedback or explanations than in {original}",
    "checks_differ": "the check blocks differ from those of {original} in number or right choices",
    "objectives_differ": "there are {count} objectives, in {original} {original_count}",
    # facts.csv
    "no_facts_file": "facts are named, but there is no facts.csv beside the courses",
    "facts_columns": "the columns must be id, statement, source, as_of and review_months",
    "same_fact": "the fact {fact} is given twice",
    "fact_overdue": "the fact {fact} was to be looked at again by {day}; then give it a new as_of in facts.csv",
    "bad_months": "review_months must be a whole number, not {value!r}",
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
