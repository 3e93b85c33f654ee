"""Builds static/css/portal.css, the one stylesheet that is delivered, from its five source files.

`python -m tools.build_styles` writes it; `--check` only says whether it is up to date (exit code 1 if not).
"""

import re
import sys
from pathlib import Path

STATIC = Path(__file__).resolve().parent.parent / "portal" / "web" / "static"
TARGET = STATIC / "css" / "portal.css"
LAYERS = ("tokens", "base", "layout", "components", "utilities")
NOTICE = "/*! Contains Bootstrap Reboot 5.3.8, MIT, copyright The Bootstrap Authors */\n"


def build() -> str:
    """The whole stylesheet as it must stand in portal.css."""
    reboot = (STATIC / "vendor" / "bootstrap-reboot.css").read_text(encoding="utf-8")
    parts = [f"@layer {','.join(LAYERS)};"]
    for layer in LAYERS:
        if layer == "base":
            parts.append(f"@layer base{{{reboot}}}")
        parts.append((STATIC / "css" / f"{layer}.css").read_text(encoding="utf-8"))
    return NOTICE + shorten("\n".join(parts)) + "\n"


def shorten(css: str) -> str:
    """Without comments and needless blank space; changes nothing else, strings included."""
    pieces = re.split(r"""(/\*.*?\*/|"[^"]*"|'[^']*')""", css, flags=re.DOTALL)
    kept = (piece for piece in pieces if not piece.startswith("/*"))
    return "".join(piece if piece[:1] in {'"', "'"} else _squeeze(piece) for piece in kept).strip()


def _squeeze(css: str) -> str:
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,>]) ?", r"\1", css)
    return re.sub(r";}", "}", css)


def main() -> int:
    css = build()
    if "--check" in sys.argv[1:]:
        current = TARGET.read_text(encoding="utf-8") if TARGET.exists() else ""
        return 0 if current == css else 1
    TARGET.write_text(css, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
