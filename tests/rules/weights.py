"""What a first visit to a page costs, in bytes as they travel."""

import re
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urljoin, urlsplit

from flask.testing import FlaskClient

from tests.support.pages import Page

IMPORTED = re.compile(r"""(?:from|import)\s*\(?\s*["'`](\.{1,2}/[\w./-]+\.js)["'`]""")


@dataclass(frozen=True)
class Visit:
    """A page and everything it brings along."""

    http: FlaskClient
    url: str

    @cached_property
    def page(self) -> Page:
        return Page(self.http.get(self.url))

    @cached_property
    def parts(self) -> dict[str, int]:
        """Address → bytes, compressed where the portal compresses."""
        found = {self.url: self._bytes(self.url)}
        for address in sorted(self._linked() | self._modules()):
            found[address] = self._bytes(address)
        return found

    @property
    def total(self) -> int:
        return sum(self.parts.values())

    @property
    def own_javascript(self) -> int:
        """Bytes of our modules as they are written."""
        return sum(len(self._body(url)) for url in self._modules())

    def _bytes(self, address: str) -> int:
        return len(self._body(address, {"Accept-Encoding": "gzip"}))

    def _body(self, address: str, headers: dict[str, str] | None = None) -> bytes:
        with self.http.get(address, headers=headers) as response:
            status = response.status_code
            assert status == 200, f"{self.url} brings {address}, which answers {status}"
            return response.get_data()

    def _linked(self) -> set[str]:
        root = self.page.root
        assert root is not None, self.url
        found = [e.get("href", "") for e in root.iter("link")]
        found += [e.get("src", "") for tag in ("img", "script", "source") for e in root.iter(tag)]
        found += [e.get("href", "") for e in root.iter() if str(e.tag).endswith("use")]
        for address in filter(None, found):
            assert not urlsplit(address).netloc, f"{self.url} asks another host: {address}"
        return {a.split("#")[0] for a in found if a and not a.startswith(("#", "data:"))}

    def _modules(self) -> set[str]:
        """Our scripts: those linked, the behaviours the page names, and what these import."""
        root = self.page.root
        assert root is not None
        linked = {s.get("src", "") for s in root.iter("script") if s.get("src")}
        named = {name for e in root.iter() for name in e.get("data-behaviour", "").split()}
        waiting = linked | {urljoin(min(linked), f"behaviours/{name}.js") for name in named}
        seen: set[str] = set()
        while waiting:
            address = waiting.pop()
            seen.add(address)
            text = self._body(address).decode()
            waiting |= {urljoin(address, name) for name in IMPORTED.findall(text)} - seen
        return seen
