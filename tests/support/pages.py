"""A client that reads every page it gets as a strict reader would (style.md 4.2)."""

from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from flask import Flask, has_app_context
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.kernel.db import begin_writing, db
from portal.people.sign_in import open_session


class Page:
    """An answer of the portal, with its HTML parsed if it is a page."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.status_code = response.status_code
        self.location: str | None = response.headers.get("Location")
        self.text = response.get_data(as_text=True) if response.mimetype.startswith("text") else ""
        self.root: Element | None = None
        if response.mimetype == "text/html" and response.status_code not in (301, 302, 303, 308):
            self.root = html5lib.parse(self.text, namespaceHTMLElements=False)
            check_page(self.root, self.text)

    @property
    def json(self) -> Any:
        return self.response.get_json()

    @property
    def words(self) -> str:
        """The text a reader sees, single-spaced."""
        assert self.root is not None
        return " ".join(text_of(self.root.find("body")).split())

    def find(self, tag: str, **attributes: str) -> list[Element]:
        """Elements by tag and attributes (`class_="x"` matches one class among several)."""
        assert self.root is not None
        return [e for e in self.root.iter(tag) if _matches(e, attributes)]

    def links(self) -> dict[str, str]:
        """Text → address of each link."""
        return {" ".join(text_of(a).split()): a.get("href", "") for a in self.find("a")}

    def form(self, action: str | None = None) -> Element:
        """The page's form for an action, or its only form in the main part."""
        assert self.root is not None
        main = self.root.find(".//main")
        forms = list(self.root.iter("form")) if action else list((main or self.root).iter("form"))
        found = [f for f in forms if action is None or f.get("action") == action]
        assert len(found) >= 1, (
            f"no form for {action}; there are {[f.get('action') for f in forms]}"
        )
        return found[0]


def text_of(element: Element | None) -> str:
    if element is None or element.tag in ("script", "style"):
        return ""
    inner = "".join(text_of(child) + " " + (child.tail or "") for child in element)
    return f"{element.text or ''} {inner}"


def _matches(element: Element, attributes: Mapping[str, str]) -> bool:
    for name, value in attributes.items():
        if name == "class_":
            if value not in (element.get("class") or "").split():
                return False
        elif element.get(name.replace("_", "-")) != value:
            return False
    return True


def check_page(root: Element, text: str) -> None:
    """One h1, a title that starts with it, unique ids, labelled inputs, tokens in forms, nothing inline."""
    headings = [" ".join(text_of(h).split()) for h in root.iter("h1")]
    assert len(headings) == 1, f"a page has one h1, this one has {headings}"
    title = " ".join(text_of(root.find(".//title")).split())
    assert title.startswith(headings[0]), f"the title {title!r} starts with the h1 {headings[0]!r}"
    ids = [e.get("id") for e in root.iter() if e.get("id")]
    assert len(ids) == len(set(ids)), (
        f"ids are unique: {sorted(i for i in ids if ids.count(i) > 1)}"
    )
    labelled = {label.get("for") for label in root.iter("label")}
    inside = {id(e) for label in root.iter("label") for e in label.iter()}
    for e in (*root.iter("input"), *root.iter("select"), *root.iter("textarea")):
        if e.get("type") in ("hidden", "submit"):
            continue
        named = (
            e.get("id") in labelled
            or id(e) in inside
            or e.get("aria-label")
            or e.get("aria-labelledby")
        )
        assert named, f"the input {e.get('name')} has a label"
    for form in root.iter("form"):
        if (form.get("method") or "get").lower() == "post":
            names = [i.get("name") for i in form.iter("input")]
            assert "csrf_token" in names, f"the form {form.get('action')} carries a token"
    for e in root.iter():
        inline = [a for a in e.attrib if a == "style" or a.startswith("on")]
        assert not inline, f"nothing inline: <{e.tag}> has {inline}"
        assert e.tag != "style", "no style element"
        assert e.tag != "script" or e.get("src") or e.get("type") == "application/json", (
            "no inline script"
        )
    assert "%(" not in text, "every message has its values"


class PageClient:
    """Opens pages and sends their own forms, as a browser without JavaScript does."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.http: FlaskClient = app.test_client()

    def get(self, url: str, **more: Any) -> Page:
        return self.open(url, method="GET", **more)

    def post(self, url: str, data: Any = None, **more: Any) -> Page:
        return self.open(url, method="POST", data=data, **more)

    def open(self, url: str, **more: Any) -> Page:
        """One request, beginning with nothing remembered from the test or the request before."""
        self._let_go()
        with self.app.app_context(), self.http.open(url, **more) as response:
            page = Page(response)
            left = [*db.session.dirty, *db.session.new, *db.session.deleted]
            assert not left, f"a request leaves nothing uncommitted: {left}"
        return page

    def submit(
        self, page: Page, data: Mapping[str, Any] | None = None, action: str | None = None
    ) -> Page:
        """Send a form of the page with its token and hidden fields, filled in with `data`."""
        form = page.form(action)
        fields: dict[str, Any] = {}
        for e in form.iter("input"):
            name, kind = e.get("name"), e.get("type", "text")
            chosen = e.get("checked") is not None
            if name and kind != "submit" and (kind not in ("radio", "checkbox") or chosen):
                value = e.get("value", "on" if chosen else "")
                fields.setdefault(name, []).append(value)
        fields.update(data or {})
        target = form.get("action") or page.response.request.path
        return self.post(target, fields)

    def follow(self, page: Page) -> Page:
        """Go where a redirect leads."""
        assert page.status_code in (302, 303), page.status_code
        assert page.location
        return self.get(page.location)

    def sign_in(self, person: Any) -> None:
        """As somebody that `make.person` made: what the sign-in page does once it knows who it is."""
        self._let_go()
        with self.app.app_context():
            begin_writing()
            token = open_session(person_id=person.id)
            db.session.commit()
        with self.http.session_transaction() as session:
            session.clear()
            session.update(_user_id=token, _fresh=True, _permanent=True)

    def switch_to(self, language: str) -> None:
        self.http.set_cookie("language", language)

    @staticmethod
    def _let_go() -> None:
        """The test's own session keeps neither a lock nor yesterday's rows while the portal works."""
        if has_app_context():
            if db.session().in_transaction():
                db.session.commit()
            db.session.remove()
