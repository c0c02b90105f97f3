"""What is wrong with a page that is open in the browser, as short lines: accessibility, width, words, structure."""

import importlib.resources
from typing import Any

from playwright.sync_api import ConsoleMessage, Page

AXE = (importlib.resources.files("axe_playwright_python") / "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDTHS = (320, 360, 768, 1024, 1280)

RUN_AXE = """async tags => {
    const found = await axe.run(document, {runOnly: tags, resultTypes: ['violations'], elementRef: false});
    return found.violations.map(one => [one.id, one.help, one.nodes.slice(0, 3).map(
        node => node.html.slice(0, 160) + ' ' + (node.any[0]?.message ?? '').slice(0, 120))]);
}"""
# The body hides what overflows, so its scroll width tells nothing: each element is measured.
TOO_WIDE = """() => {
    const width = document.documentElement.clientWidth, found = [];
    const scrolls = one => { for (let at = one.parentElement; at; at = at.parentElement) {
        if (at === document.body) return false;
        const flow = getComputedStyle(at);
        if (['auto', 'scroll'].includes(flow.overflowX) || at.matches('.p-scroll, .sr-only')) return true;
        if (flow.overflow === 'hidden' && at.getBoundingClientRect().right <= width + 1) return true;
    } return false; };
    for (const one of document.body.querySelectorAll('*')) {
        const box = one.getBoundingClientRect();
        if (box.width < 2 || box.height < 2 || (box.right <= width + 1 && box.left >= -1)) continue;
        if (one.closest('svg') && one.tagName !== 'svg' || one.matches('.sr-only') || scrolls(one)) continue;
        if (getComputedStyle(one).position === 'fixed' && box.bottom < 0) continue;
        if (box.right < 0 || getComputedStyle(one).visibility === 'hidden') continue;
        found.push(one.tagName.toLowerCase() + '.' + [...one.classList].join('.') + ' ' +
            Math.round(box.left) + '-' + Math.round(box.right) + ' ' + one.textContent.trim().slice(0, 40));
    }
    return found.slice(0, 4);
}"""
SHAPE = """() => ({
    lang: document.documentElement.lang, title: document.title,
    h1: [...document.querySelectorAll('h1')].map(one => one.textContent.trim()),
    doubled: [...document.querySelectorAll('[id]')].map(one => one.id).filter((id, at, all) => all.indexOf(id) !== at),
    levels: [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].filter(one => one.offsetParent)
        .map(one => +one.tagName[1]),
    primaries: [...document.querySelectorAll('main .krds-btn.primary')].filter(one => one.offsetParent)
        .map(one => one.textContent.trim()),
})"""
KOREAN = """() => {
    const found = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const around = walk.currentNode.parentElement;  // a word found and marked cuts its text in pieces
        const whole = around.closest('mark')?.parentElement ??
            (around.querySelector(':scope > mark') ? around : walk.currentNode);
        const text = whole.textContent.replace(/\\s+/g, ' ').trim();
        if (/[가-힣]/.test(text) && !around.closest('[lang=ko], script, style, datalist'))
            found.push(text);
    }
    for (const one of document.querySelectorAll('[aria-label], [placeholder], [title], [alt]'))
        for (const name of ['aria-label', 'placeholder', 'title', 'alt'])
            if (/[가-힣]/.test(one.getAttribute(name) ?? '') && !one.closest('[lang=ko]'))
                found.push(one.getAttribute(name));
    return [...new Set([document.title, ...found])].filter(text => /[가-힣]/.test(text));
}"""


def resized(page: Page, width: int, height: int = 800) -> None:
    page.set_viewport_size({"width": width, "height": height})


def axe(page: Page) -> list[str]:
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    found: list[Any] = page.evaluate(RUN_AXE, TAGS)
    return [f"axe {rule}: {said}: {' || '.join(nodes)}" for rule, said, nodes in found]


def too_wide(page: Page) -> list[str]:
    return [f"overflows: {one}" for one in page.evaluate(TOO_WIDE)]


def shape(page: Page, language: str, site_name: str) -> list[str]:
    seen, wrong = page.evaluate(SHAPE), []
    if seen["lang"] != language:
        wrong.append(f"lang is {seen['lang']}")
    if len(seen["h1"]) != 1 or not seen["h1"][0]:
        wrong.append(f"h1: {seen['h1']}")
    if not seen["title"].endswith(site_name):
        wrong.append(f"title: {seen['title']}")
    if seen["doubled"]:
        wrong.append(f"ids twice: {sorted(set(seen['doubled']))}")
    steps = [(a, b) for a, b in zip(seen["levels"], seen["levels"][1:], strict=False) if b > a + 1]
    if steps:
        wrong.append(f"heading levels jump: {steps} in {seen['levels']}")
    if len(set(seen["primaries"])) > 1:
        wrong.append(f"more than one primary button: {seen['primaries']}")
    return wrong


def korean(page: Page) -> list[str]:
    """Texts with Hangul outside what is marked as Korean."""
    return list(page.evaluate(KOREAN))


def listen(page: Page) -> list[str]:
    """What the browser complains about from now on: console, uncaught errors, files that did not come."""
    heard: list[str] = []

    def console(said: ConsoleMessage) -> None:
        refused = "status of 422" in said.text  # a form with something to mend: how it is meant to answer
        unasked = said.location.get("url", "").endswith("/favicon.ico")
        if said.type in ("error", "warning") and not refused and not unasked:
            heard.append(f"console {said.type}: {said.text[:300]}")

    page.on("console", console)
    page.on("pageerror", lambda error: heard.append(f"uncaught: {str(error)[:300]}"))
    return heard


def told(failures: dict[str, list[str]]) -> str:
    """All failures of a set of pages, together."""
    return "\n" + "\n".join(f"{where}\n    " + "\n    ".join(said) for where, said in failures.items())
