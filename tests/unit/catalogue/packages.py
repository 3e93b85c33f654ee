"""Sound packages made up by Hypothesis: any number of lessons, any text, with and without translations."""

from hypothesis import strategies as st

Package = dict[str, bytes]

_SLUGS = st.from_regex(r"[a-z][a-z0-9]{0,5}(-[a-z0-9]{1,4})?", fullmatch=True)
#: letters, Vietnamese among them, line ends of both kinds; no sign that Markdown reads
_TEXTS = st.text("aàăạđêệ ơữ,.?!\n\t0123", min_size=1, max_size=200).map(
    lambda text: f"Lời {text.strip()} cuối."
)
_LINE_ENDS = st.sampled_from([b"\n", b"\r\n"])
_MARKS = st.sampled_from([b"", b"\xef\xbb\xbf"])

COURSE = """---
title: Khóa {0}
summary: Thử
level: nền tảng
minutes: 5
valid_months: 12
licence: CC BY 4.0
---
"""
EXAM = "---\ntitle: Kiểm tra\npass_mark: 0.8\n---\n\n## Một? {#mot}\n\n- [x] Đúng\n- [ ] Sai\n"


@st.composite
def packages(draw: st.DrawFn) -> Package:
    """Paths and bytes below the course's folder."""
    texts = {"course.md": COURSE.format(draw(_SLUGS)), "exam.md": EXAM}
    for number, module in enumerate(draw(st.lists(_SLUGS, min_size=1, max_size=2, unique=True)), 1):
        folder = f"{number:02d}-{module}"
        texts[f"{folder}/module.md"] = "---\ntitle: Phần\nobjectives: [Biết]\n---\n"
        names = draw(st.lists(_SLUGS, min_size=1, max_size=3, unique=True))
        for place, lesson in enumerate([name for name in names if name not in _TAKEN] or ["x"], 1):
            path = f"{folder}/{place:02d}-{lesson}"
            texts[f"{path}.md"] = f"---\ntitle: Bài\nminutes: 1\n---\n{draw(_TEXTS)}"
            if draw(st.booleans()):
                texts[f"{path}.en.md"] = f"---\ntitle: Lesson\n---\n{draw(_TEXTS)}"
    return {path: _bytes(draw, text) for path, text in texts.items()}


_TAKEN = {"module", "quiz"}


def _bytes(draw: st.DrawFn, text: str) -> bytes:
    return draw(_MARKS) + text.encode().replace(b"\n", draw(_LINE_ENDS))
