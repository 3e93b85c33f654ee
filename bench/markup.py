"""What a visitor finds on a page: its forms with their fields, and its links."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Form:
    """A form as the page offers it; `fields` are those that have a value already."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)
    #: values offered by radio buttons and check boxes, by name
    offered: dict[str, list[str]] = field(default_factory=dict)


class Markup(HTMLParser):
    """Forms and links of one page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[str] = []
        self._open: Form | None = None
        self.feed(text)

    def form(self, action: str) -> Form:
        """The first form whose address ends so."""
        for form in self.forms:
            if form.action.endswith(action):
                return form
        raise LookupError(f"no form for {action}, only {[form.action for form in self.forms]}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        elif tag == "form":
            self._open = Form(given.get("action", ""))
            self.forms.append(self._open)
        elif tag == "input" and self._open and "name" in given:
            self._add_input(self._open, given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None

    def _add_input(self, form: Form, given: dict[str, str]) -> None:
        if given.get("type") in ("radio", "checkbox"):
            form.offered.setdefault(given["name"], []).append(given.get("value", "on"))
        else:
            form.fields[given["name"]] = given.get("value", "")
