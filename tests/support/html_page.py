"""A page taken apart, and strangers' words that must do nothing in it."""

from __future__ import annotations

from html.parser import HTMLParser

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*191 }}{% for x in y %}${7*191}",
    "</td></table></style><svg/onload=alert(1)>",
    "' onmouseover='alert(1)",
    "\x1b]0;owned\x07\x1b[2J",
    "\u202egnp.exe",
    "\udcff\ufffe",
    "javascript:alert(1)",
    "../../etc/passwd",
    "https://evil.example/a.css",
)
VOID = {"meta", "br", "wbr", "img", "link", "input", "hr"}


class Page(HTMLParser):
    """Every element, attribute and text of a page; an unbalanced tag is an error."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.marks: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.marks.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.marks if name == tag]

    @property
    def text(self) -> str:
        return "\n".join(self.texts)
