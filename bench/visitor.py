"""Somebody with a browser: keeps cookies, signs in, reads pages and sends their forms."""

from http.cookiejar import CookieJar
from typing import Final
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

from bench.markup import Form, Markup

PASSWORD: Final = "SanSang-2026"


class Visitor:
    """One person at one server. Any answer above 399 raises HTTPError."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self._jar = CookieJar()
        self._opener = build_opener(HTTPCookieProcessor(self._jar))
        #: path of the page that the last answer showed, after redirects
        self.path = ""

    @property
    def cookies(self) -> dict[str, str]:
        return {cookie.name: cookie.value or "" for cookie in self._jar}

    def sign_in(self, login: str) -> "Visitor":
        form = self.read("/sign-in").form("/sign-in")
        self.send(form, login=login, password=PASSWORD)
        if self.path.startswith("/sign-in"):
            raise RuntimeError(f"{login} cannot sign in")
        return self

    def read(self, path: str) -> Markup:
        return Markup(self._ask(Request(self.address + path)))

    def send(self, form: Form, **values: str) -> Markup:
        """Send a form of the page, as a browser would; the page that answers."""
        data = urlencode({**form.fields, **values}).encode()
        path = form.action or self.path
        return Markup(self._ask(Request(self.address + path, data)))

    def _ask(self, request: Request) -> str:
        with self._opener.open(request) as answer:
            self.path = answer.url.removeprefix(self.address)
            text: str = answer.read().decode()
        return text
