"""What the editor's toolbar puts into a text: the portal's own blocks, in the language of the file."""

from collections.abc import Mapping
from typing import Final

from portal.areas.trainer.blueprint import blueprint
from portal.catalogue.package import ORIGINAL

_CHOICE_VI: Final = (
    "- [x] Câu trả lời đúng\n- [ ] Câu trả lời sai\n  > Vì sao sai.\n\n> Lời giải thích."
)
_WHY_VI: Final = "\n\n> Lời giải thích."
_WHY_EN: Final = "\n\n> Explanation."
_CHOICE_EN: Final = (
    "- [x] The right answer\n- [ ] A wrong answer\n  > Why it is wrong.\n\n> Explanation."
)

_BLOCKS: Final[Mapping[str, Mapping[str, str]]] = {
    "vi": {
        "check": "```check\nCâu hỏi tự kiểm tra?\n"
        "- [x] Câu trả lời đúng\n- [ ] Câu trả lời sai\n> Vì sao.\n```",
        "scene": "## Người dân hỏi {#canh-moi}\n\nKể chuyện gì xảy ra.\n\n- [Bạn trả lời thế này](#ket-tot)\n"
        "- [Bạn làm thế kia](#ket-chua-tot)\n\n## Kết quả tốt {#ket-tot .good}\n\nVì sao tốt.\n\n"
        "## Kết quả chưa tốt {#ket-chua-tot .bad}\n\nVì sao chưa tốt.",
        "note": '!!! note "Lưu ý"\n    Điều cần nhớ.',
        "table": "| Việc | Ai làm |\n|---|---|\n| Việc thứ nhất | Bạn |",
        "one": f"## Câu hỏi? {{#cau-moi}}\n\n{_CHOICE_VI}",
        "several": "## Câu hỏi? {#cau-moi .several}\n\n- [x] Đúng\n- [x] Cũng đúng\n- [ ] Sai"
        + _WHY_VI,
        "short": "## Câu hỏi? {#cau-moi}\n\n= câu trả lời\n= cách viết khác" + _WHY_VI,
        "number": "## Bao nhiêu? {#cau-moi}\n\n= 10 ± 5%" + _WHY_VI,
        "matching": "## Ghép cho đúng {#cau-moi}\n\n- bên trái => bên phải\n- bên kia => chỗ của nó"
        + _WHY_VI,
        "ordering": "## Xếp theo thứ tự {#cau-moi}\n\n1. Làm trước\n2. Làm sau\n3. Làm cuối"
        + _WHY_VI,
        "gaps": "## Điền vào chỗ trống {#cau-moi}\n\n"
        "Mã OTP chỉ {{người dân|chủ tài khoản}} được biết." + _WHY_VI,
    },
    "en": {
        "check": "```check\nA question to oneself?\n- [x] The right answer\n- [ ] A wrong answer\n> Why.\n```",
        "scene": "## A resident asks {#new-scene}\n\nTell what happens.\n\n- [You answer like this](#good-end)\n"
        "- [You do that](#bad-end)\n\n## A good end {#good-end .good}\n\nWhy it is good.\n\n"
        "## A bad end {#bad-end .bad}\n\nWhy it is not.",
        "note": '!!! note "Note"\n    What to remember.',
        "table": "| What | Who |\n|---|---|\n| The first thing | You |",
        "one": f"## A question? {{#new-question}}\n\n{_CHOICE_EN}",
        "several": "## A question? {#new-question .several}\n\n- [x] Right\n- [x] Also right\n- [ ] Wrong"
        + _WHY_EN,
        "short": "## A question? {#new-question}\n\n= the answer\n= another spelling" + _WHY_EN,
        "number": "## How many? {#new-question}\n\n= 10 ± 5%" + _WHY_EN,
        "matching": "## Match them {#new-question}\n\n- left => right\n- other => its place"
        + _WHY_EN,
        "ordering": "## Put in order {#new-question}\n\n1. First\n2. Then\n3. Last" + _WHY_EN,
        "gaps": "## Fill in the gap {#new-question}\n\nOnly {{the resident|the owner}} may know the code."
        + _WHY_EN,
    },
}


@blueprint.app_template_global()
def snippets(language: str) -> Mapping[str, str]:
    """Markdown by the name of its block."""
    return _BLOCKS.get(language, _BLOCKS[ORIGINAL])
