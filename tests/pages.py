"""Pages as a browser has them: what a form on a page would send, and the words that stand there."""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element

from django.http import HttpResponseBase
from django.test import Client

from tests.reading import parsed

# A browser leaves out the newline after <textarea>; a parser that does not has it taken out here.
BOX_OPENS = re.compile(r"(<textarea[^>]*>)\n")
OPENED = "\ue000"
NOTE = {  # what a page asks for where readers have seen what is changed
    "correction-was": "It was wrong.",
    "correction-now": "It is right.",
    "correction-kind": "correction",
}
UNTICKED = {"checkbox", "radio"}
NOT_SENT = {"submit", "button", "reset", "image", "file"}


def page_of(response: HttpResponseBase) -> Element:
    """The page as a browser parses it."""
    html: bytes = response.content  # type: ignore[attr-defined]
    text = BOX_OPENS.sub(rf"\1{OPENED}", html.decode()).replace("<br>", "<br> ").replace("</li>", "</li> ")
    return parsed(text)


def words_of(element: Element) -> str:
    """The words in an element, white space as a reader sees it."""
    return " ".join("".join(element.itertext()).replace(OPENED, " ").split())


def text_of(response: HttpResponseBase) -> str:
    """All words of a page's content."""
    content = page_of(response).find(".//div[@id='content']")
    assert content is not None
    return words_of(content)


def messages_on(response: HttpResponseBase) -> list[str]:
    """What the admin says at the top of the page."""
    return [words_of(item) for item in page_of(response).findall(".//ul[@class='messagelist']/li")]


def fields_of(response: HttpResponseBase) -> dict[str, list[str]]:
    """What a browser would send for the page's own form, untouched: line ends as CRLF, ticks that are set."""
    forms = [
        form
        for form in page_of(response).findall(".//div[@id='content-main']//form")
        if form.get("method") == "post"
    ]
    assert len(forms) == 1
    fields: dict[str, list[str]] = {}
    for element in forms[0].iter():
        name = element.get("name")
        if name is None or element.get("disabled") is not None:
            continue
        for value in _values(element):
            fields.setdefault(name, []).append(value.replace("\r\n", "\n").replace("\n", "\r\n"))
    return fields


def _values(element: Element) -> list[str]:
    kind = element.get("type", "text")
    match element.tag:
        case "textarea":
            return ["".join(element.itertext()).removeprefix(OPENED)]
        case "select":
            options = list(element.iter("option"))
            chosen = [option for option in options if option.get("selected") is not None]
            if not chosen and element.get("multiple") is None:
                chosen = options[:1]
            return [option.get("value", words_of(option)) for option in chosen]
        case "input" if kind not in NOT_SENT and (kind not in UNTICKED or element.get("checked") is not None):
            return [element.get("value", "on" if kind in UNTICKED else "")]
        case _:
            return []


def send(client: Client, address: str, button: str = "_save", /, **changes: Any) -> Any:
    """Open a page, change some of its fields, and press a button; the answer, redirects not followed."""
    fields: dict[str, Any] = {**fields_of(client.get(address)), **changes}
    if button:
        fields[button] = "1"
    return client.post(address, {name: value for name, value in fields.items() if value is not None})
