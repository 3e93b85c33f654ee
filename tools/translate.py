"""Keep the Vietnamese catalogue: extract what the code says, merge given pairs, compile.

python -m tools.translate             extract, update, compile; list what lacks a translation
python -m tools.translate PAIRS.tsv   the same, with msgid<TAB>msgstr lines merged in
"""

import fcntl
import io
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

FOLDER = Path("portal/web/translations/vi/LC_MESSAGES")
PO, MO = FOLDER / "messages.po", FOLDER / "messages.mo"


def extracted() -> Catalog:
    """Every string in `_()` and its like, in code and templates; no line numbers, they churn."""
    with tempfile.NamedTemporaryFile(suffix=".pot") as file:
        subprocess.run(
            [sys.executable, "-m", "babel.messages.frontend", "-q", "extract", "-F", "babel.cfg",
             "--no-location", "-k", "_l", "-o", file.name, "."],
            check=True,
        )  # fmt: skip
        catalog = read_po(io.BytesIO(Path(file.name).read_bytes()), locale="vi")
    if not len(catalog):
        raise RuntimeError("no strings were found: is this the repository's folder?")
    return catalog


def known() -> Catalog:
    if not PO.exists():
        return Catalog(locale="vi")
    with PO.open("rb") as file:
        return read_po(file, locale="vi")


def compiled(catalog: Catalog) -> bytes:
    """The machine form; the same bytes for the same catalogue."""
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def empty() -> Catalog:
    """A catalogue whose header never changes by itself, so that only strings make a difference in git."""
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    return Catalog(
        locale="vi", project="Sẵn Sàng", version="1", fuzzy=False, header_comment="# Sẵn Sàng in Vietnamese.",
        last_translator="", creation_date=moment, revision_date=moment, copyright_holder="",
    )  # fmt: skip


def merged(pairs: dict[str, str]) -> Catalog:
    catalog, template, before = empty(), extracted(), known()
    for message in sorted(template, key=lambda m: m.id if isinstance(m.id, str) else m.id[0]):
        if not message.id:
            continue
        old = before.get(message.id)
        key = message.id if isinstance(message.id, str) else message.id[0]
        string = pairs.get(key) or (old.string if old else "")
        if not isinstance(message.id, str):  # Vietnamese has no plural: one form
            string = (string,) if isinstance(string, str) else tuple(string or ("",))[:1]
        catalog.add(message.id, string=string)
    return catalog


def write(catalog: Catalog) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as file:
        write_po(file, catalog, omit_header=False, sort_output=True, width=110)
    with PO.open("rb") as file:
        catalog = read_po(file, locale="vi")
    MO.write_bytes(compiled(catalog))


def read_pairs(path: str) -> dict[str, str]:
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t", 1) for line in lines if "\t" in line)


def main() -> None:
    with Path("babel.cfg").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        catalog = merged(read_pairs(sys.argv[1]) if len(sys.argv) > 1 else {})
        write(catalog)
    missing = [message.id for message in catalog if message.id and not any(message.string or ())]
    for name in missing:
        print(f"not yet in Vietnamese: {name}")
    print(f"{len(catalog)} strings, {len(missing)} without a translation")


if __name__ == "__main__":
    main()
