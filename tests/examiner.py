"""Reads a page as law 7 does and says what is wrong with it; every page that any test fetches goes through here."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import html5lib
import lxml.html

from tests.tongues import language_faults

Element = Any
DIRECTIONS = {"ar": "rtl", "ckb": "rtl", "en": "ltr"}
REFERENCES = (
    "aria-labelledby",
    "aria-describedby",
    "aria-controls",
    "aria-owns",
    "aria-details",
    "aria-errormessage",
    "for",
    "list",
    "headers",
)
UNLABELLED_TYPES = {"hidden", "submit", "button", "image", "reset"}
VALUE = re.compile(r'="[^"&<>]*"')
WORDS = re.compile(r">[^<>&]+(?=<)")
_right_frames: set[int] = set()
ADDRESS_LANGUAGE = re.compile(r"^/(ar|ckb|en)(?=/|$)")


@dataclass(frozen=True)
class Document:
    """A parsed page with what the rules ask for again and again."""

    tree: Element
    source: str
    path: str

    def all(self, xpath: str) -> list[Element]:
        return self.tree.xpath(xpath)

    @property
    def language(self) -> str | None:
        found = ADDRESS_LANGUAGE.match(self.path)
        return found[1] if found else None


def examine(source: str, path: str) -> list[str]:
    """Faults of the page `source` served at `path`, each a sentence; an empty list when the page is right."""
    page = Document(lxml.html.document_fromstring(source), source, path)
    return [fault for rule in RULES for fault in rule(page)]


def _root(page: Document) -> Iterator[str]:
    language, written = page.language, page.tree.get("lang")
    if written not in DIRECTIONS:
        yield f"<html lang={written!r}>: one of ar, ckb, en is needed"
        return
    if language and written != language:
        yield f"<html lang={written!r}> at an address of {language}"
    if page.tree.get("dir") != DIRECTIONS[written]:
        yield f"<html dir={page.tree.get('dir')!r}> for {written}"


def _title(page: Document) -> Iterator[str]:
    if not any(text(title) for title in page.all("//head/title")):
        yield "the page has no title"


def _headings(page: Document) -> Iterator[str]:
    headings = page.all("//*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6]")
    levels = [int(heading.tag[1]) for heading in headings]
    if levels.count(1) != 1:
        yield f"{levels.count(1)} elements h1, one is needed"
    if levels and levels[0] > 2:
        yield f"the first heading is h{levels[0]}"
    for heading, before, level in zip(headings[1:], levels, levels[1:], strict=False):
        if level > before + 1:
            yield f"heading jumps from h{before} to h{level}: {text(heading)!r}"
    yield from (f"an empty {heading.tag}" for heading in headings if not text(heading))


def _landmarks(page: Document) -> Iterator[str]:
    if len(page.all("//main")) != 1:
        yield f"{len(page.all('//main'))} elements main, one is needed"
    for tag in ("nav", "aside"):
        found = page.all(f"//{tag}")
        names = [_aria_name(page, element) for element in found]
        if len(found) > 1:
            yield from (f"{tag} without a name among several" for name in names if not name)
            yield from (f"{count} {tag} elements share the name {name!r}" for name, count in Counter(names).items() if name and count > 1)


def _ids(page: Document) -> Iterator[str]:
    ids = Counter(page.all("//@id"))
    yield from (f"id {name!r} stands {count} times" for name, count in ids.items() if count > 1)
    for attribute in REFERENCES:
        for value in page.all(f"//@{attribute}"):
            yield from (f"{attribute} leads to {name!r}, which does not exist" for name in str(value).split() if name not in ids)
    anchors = {str(href)[1:] for href in page.all("//a/@href") if str(href).startswith("#") and len(str(href)) > 1}
    yield from (f"a link leads to #{name}, which does not exist" for name in sorted(anchors - set(ids)))


def _controls(page: Document) -> Iterator[str]:
    for control in page.all("//input | //select | //textarea"):
        if control.get("type", "text") in UNLABELLED_TYPES:
            continue
        if not _label(page, control):
            yield f"a control without a label: {shown(control)}"
        if control.get("placeholder"):
            yield f"a placeholder is no label: {shown(control)}"
        if control.get("required") is not None and control.get("aria-invalid") not in ("true", "false"):
            yield f"browsers call a required control wrong before it was sent; aria-invalid is missing: {shown(control)}"
        if control.get("aria-invalid") == "true" and not _describes(page, control):
            yield f"a wrong control without its error in aria-describedby: {shown(control)}"
    for button in page.all("//button[not(@hidden)] | //summary"):
        if not (text(button) or _aria_name(page, button)):
            yield f"a button without words: {shown(button)}"
    for group in page.all("//fieldset[not(legend)]"):
        yield f"a fieldset without a legend: {shown(group)}"


def _mistakes(page: Document) -> Iterator[str]:
    """The error summary: it takes the focus without scripts too, names each field, and follows the order of the page."""
    for summary in page.all("//*[contains(concat(' ', @class, ' '), ' errors ')]"):
        links = summary.xpath(".//a[starts-with(@href, '#')]")
        if summary.get("autofocus") is None:
            yield "an error summary that does not take the focus"
        yield from (f"{count} error links say {words!r}" for words, count in Counter(map(text, links)).items() if count > 1)
        led = [found[0] for link in links if (found := page.tree.xpath("//*[@id=$id]", id=link.get("href")[1:]))]
        yield from (f"an error link does not name {name!r}" for link, name in zip(links, map(_asked, led), strict=False) if name not in text(link))
        places = {control: place for place, control in enumerate(page.tree.iter())}
        if (order := [places[control] for control in led]) != sorted(order):
            yield f"the error summary does not follow the page: {[text(link) for link in links]}"
    for taken in page.all("//*[@autofocus and @tabindex='-1']"):
        if not _aria_name(page, taken):
            yield f"what takes the focus has no name: {shown(taken)}"
    if len(page.all("//*[@autofocus]")) > 1:
        yield "two elements want the focus"


def _groups(page: Document) -> Iterator[str]:
    for form in page.all("//form"):
        legends = Counter(text(legend) for legend in form.xpath(".//legend"))
        yield from (f"{count} groups of a form are called {words!r}" for words, count in legends.items() if count > 1)


def _forms(page: Document) -> Iterator[str]:
    for form in page.all("//form"):
        posts = form.get("method", "get").lower() == "post"
        tokens = form.xpath(".//input[@name='csrf_token'][@value!='']")
        if form.get("action") == "":
            yield f"an empty action; leave it out: {shown(form)}"
        if posts and not tokens:
            yield f"a POST form without a CSRF token: {shown(form)}"
        if not posts and tokens:
            yield f"a GET form shows the CSRF token in the address: {shown(form)}"
        if posts and form.get("data-guard") is None and form.xpath(".//textarea"):
            yield f"a form with room for text that may be left without a question (guard=True): {shown(form)}"
        if posts and form.xpath(".//input[@type='file']") and form.get("enctype") != "multipart/form-data":
            yield f"a form with files that is not multipart: {shown(form)}"


def _inline(page: Document) -> Iterator[str]:
    yield from (f"inline <{element.tag}>" for element in page.all("//style | //script[not(@src)]") if element.get("type") != "application/json")
    for element in page.tree.iter():
        yield from (f"{name}= on {shown(element)}" for name in element.attrib if name == "style" or name.startswith("on"))
    for address in page.all("//@src | //link/@href | //form/@action | //@srcset | //@poster"):
        if re.match(r"(?:https?:)?//", str(address)):
            yield f"something is fetched from another host: {address}"
    yield from (f"a javascript: address: {href}" for href in page.all("//a/@href") if str(href).lower().startswith("javascript:"))


def _pictures(page: Document) -> Iterator[str]:
    yield from (f"an image without alt: {shown(image)}" for image in page.all("//img[not(@alt)]"))
    for drawing in page.all("//svg"):
        if drawing.get("aria-hidden") != "true" and not (drawing.get("role") == "img" and _aria_name(page, drawing)):
            yield f"an svg that is neither hidden nor named: {shown(drawing)}"


def _links(page: Document) -> Iterator[str]:
    for link in page.all("//a[@href]"):
        if not (text(link) or _aria_name(page, link) or "".join(link.xpath(".//img/@alt")).strip()):
            yield f"a link without words: {shown(link)}"
        if link.get("target") == "_blank":
            yield f"a link opens a new window: {shown(link)}"
        if link.get("href") in ("", "#"):
            yield f"a link leads nowhere: {shown(link)}"


def _tables(page: Document) -> Iterator[str]:
    for table in page.all("//table"):
        if not table.xpath("./caption[normalize-space()]"):
            yield f"a table without a caption: {shown(table)}"
        if not table.xpath(".//th"):
            yield f"a table without header cells: {shown(table)}"
        yield from (f"th without scope: {text(cell)!r}" for cell in table.xpath(".//th[not(@scope)]"))


def _lists(page: Document) -> Iterator[str]:
    for parent in page.all("//ul | //ol"):
        yield from (f"<{child.tag}> directly in <{parent.tag}>" for child in parent if child.tag not in ("li", "script", "template"))


def _grammar(page: Document) -> Iterator[str]:
    """What the HTML parser itself complains about: unclosed, misplaced and unknown pieces. It reads slowly, so pages that
    differ only in words and values are read once."""
    frame = hash(WORDS.sub(">", VALUE.sub('=""', page.source)))
    if frame in _right_frames:
        return
    parser = html5lib.HTMLParser()
    parser.parse(page.source)
    for (line, column), code, values in parser.errors:
        yield f"HTML at {line}:{column}: {code} {values or ''}"
    if not parser.errors:
        _right_frames.add(frame)


def _language(page: Document) -> Iterator[str]:
    if page.tree.get("lang") in DIRECTIONS:
        yield from language_faults(page.tree)


RULES = (
    _root,
    _title,
    _headings,
    _landmarks,
    _ids,
    _controls,
    _mistakes,
    _groups,
    _forms,
    _inline,
    _pictures,
    _links,
    _tables,
    _lists,
    _grammar,
    _language,
)


def text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def shown(element: Element) -> str:
    """The opening tag, for a message."""
    attributes = "".join(f' {name}="{value}"' for name, value in list(element.attrib.items())[:5])
    return f"<{element.tag}{attributes}> (line {element.sourceline})"


def _aria_name(page: Document, element: Element) -> str:
    if element.get("aria-label", "").strip():
        return str(element.get("aria-label"))
    named = [page.tree.xpath("//*[@id=$id]", id=name) for name in element.get("aria-labelledby", "").split()]
    return " ".join(text(found[0]) for found in named if found) or " ".join(text(title) for title in element.xpath("./*[local-name()='title']"))


def _label(page: Document, control: Element) -> str:
    labels = page.tree.xpath("//label[@for=$id]", id=control.get("id")) if control.get("id") else []
    return "".join(text(label) for label in [*labels, *control.xpath("ancestor::label")]) or _aria_name(page, control)


def _asked(control: Element) -> str:
    """What a form asks at a control: the legend of its group, else its label, without the word that it is optional
    and without its full stop."""
    legends = control.xpath("ancestor::fieldset[1]/legend")
    named = legends or control.xpath("ancestor::*[last()]//label[@for=$id]", id=control.get("id", ""))
    return re.sub(r" \([^()]*\)$|\.$", "", text(named[0])) if named else ""


def _describes(page: Document, control: Element) -> bool:
    holders = [control, *control.xpath("ancestor::fieldset")]
    names = [name for holder in holders for name in holder.get("aria-describedby", "").split()]
    return any(text(found[0]) for name in names if (found := page.tree.xpath("//*[@id=$id]", id=name)))
