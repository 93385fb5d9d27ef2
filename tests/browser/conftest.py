"""A real browser on a real server: each test has a database of its own, really committed.

    def test_a_page_is_accessible(browser_page, site):
        centre = a_centre()
        user = a_user()
        with centre_context(centre.pk):
            member = a_member(user=user)
        page = browser_page(member, language="nl")
        page.goto(site.url + reverse("day:home"))
        assert axe_faults(page) == []

`site` serves the application and opens the database to the test. `browser_page(member=None, …)` opens a page in a new
browser profile, signed in by its session's cookie; faults of the page's own scripts and broken requests fail the test.
Without Chromium the tests are skipped and the last lines say so loudly; where CI is set, they fail instead.
"""

import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from tests.everything import find_chromium

HERE = Path(__file__).parent
CHROMIUM = os.environ.get("JALON_CHROMIUM") or find_chromium()
MISSING = "Chromium is not installed (Debian: apt-get install chromium), so no page was seen by a browser"
PATIENCE = 30_000  # milliseconds before a page is said not to answer; machines are sometimes busy


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here needs the browser, and the machine's own address."""
    for item in items:
        if HERE in Path(item.path).parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.enable_socket)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say loudly what did not run."""
    skipped = [report for report in terminalreporter.stats.get("skipped", []) if MISSING in str(report.longrepr)]
    if skipped:
        terminalreporter.section("BROWSER TESTS DID NOT RUN", sep="!", red=True, bold=True)
        terminalreporter.line(f"{len(skipped)} browser tests did not run: {MISSING}.")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """One browser for the session."""
    if not CHROMIUM:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(MISSING)
    from playwright.sync_api import sync_playwright

    # Playwright keeps an event loop in this thread; Django would refuse the database beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@dataclass
class Site:
    """Where the application is served; `broken_requests` are those it answered with a 5xx."""

    url: str


@pytest.fixture(scope="session")
def _server() -> Iterator[Any]:
    """The application in a thread; it reads whichever database the current test has opened."""
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
    from django.core.wsgi import get_wsgi_application

    class Quiet(WSGIRequestHandler):
        """A server that keeps its access log to itself."""

        def log_message(self, *args: Any) -> None:
            """Nothing."""

    server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
    server.set_app(get_wsgi_application())
    thread = threading.Thread(target=server.serve_forever, daemon=True, name="site")
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def site(_server: Any, django_db_setup: None, django_db_blocker: Any) -> Iterator[Site]:
    """The served application over a fresh database; the test writes to it as it would to its own."""
    from django.conf import settings
    from django.db import connection, connections

    from tests.database import fresh_copy

    address = connections.settings["default"]
    usual = {key: address[key] for key in ("NAME", "CONN_MAX_AGE")}
    with django_db_blocker.unblock():
        connection.close()
        address["NAME"] = fresh_copy(settings.VAR, f"{usual['NAME']}_browser")
        address["CONN_MAX_AGE"] = 0
        try:
            yield Site(f"http://127.0.0.1:{_server.server_port}")
        finally:
            connection.close()
            address.update(usual)


@pytest.fixture
def browser_page(chromium: Any, site: Site) -> Iterator[Callable[..., Any]]:
    """Open a page: `browser_page(member, language="nl", width=320, dark=True, javascript=False, offline=…)`.

    Other named arguments go to Playwright's `new_context`. `page.faults` collects what the page complained of; a test
    that provokes faults empties it.
    """
    contexts, pages = [], []

    def opened(
        member: Any = None, *, language: str = "fr", width: int = 1280, height: int = 900, dark: bool = False,
        javascript: bool = True, context: Any = None, **options: Any,
    ) -> Any:  # fmt: skip
        if context is None:
            context = chromium.new_context(
                viewport={"width": width, "height": height},
                color_scheme="dark" if dark else "light",
                reduced_motion="reduce",
                java_script_enabled=javascript,
                locale={"fr": "fr-BE", "nl": "nl-BE"}[language],
                timezone_id="Europe/Brussels",
                **options,
            )
            context.set_default_timeout(PATIENCE)
            contexts.append(context)
            context.add_cookies(_cookies(site.url, member, language))
        page = context.new_page()
        page.faults = _watched(page)
        pages.append(page)
        return page

    yield opened
    faults = [fault for page in pages for fault in page.faults]
    for context in contexts:
        context.close()
    assert not faults, faults


def _cookies(url: str, member: Any, language: str) -> list[dict[str, str]]:
    from django.conf import settings

    from tests.signing_in import session_of

    cookies = {settings.LANGUAGE_COOKIE_NAME: language}
    if member is not None:
        cookies[settings.SESSION_COOKIE_NAME] = session_of(member)
    return [{"name": name, "value": value, "url": url} for name, value in cookies.items()]


def _watched(page: Any) -> list[str]:
    """The list that the page's faults will fill: script errors, refused scripts and styles, answers 5xx."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
    page.on(
        "console",
        lambda said: faults.append(said.text) if said.type == "error" and "Content Security" in said.text else None,
    )
    page.on(
        "response",
        lambda answer: faults.append(f"{answer.status} {answer.url}") if answer.status >= 500 else None,
    )
    return faults


def shape_faults(page: Any, *, language: str, width: int) -> list[str]:
    """What is wrong with the page as a whole: wider than the screen, not one title, in another language."""
    page.wait_for_load_state()  # a click gives the hand back when the next page has begun, before it has a body
    seen = page.evaluate(
        "() => [document.scrollingElement.scrollWidth, document.querySelectorAll('h1').length,"
        " document.documentElement.lang]"
    )
    checks = {
        f"{seen[0]} px wide on a screen of {width}": seen[0] <= width,
        f"{seen[1]} h1": seen[1] == 1,
        f"says it is in {seen[2]}": seen[2] == language,
    }
    return [fault for fault, holds in checks.items() if not holds]


def axe_faults(page: Any, *, within: str = "", rules: list[str] | None = None) -> list[str]:
    """What axe finds against WCAG 2.2 A and AA and its best practices, or these rules, one line a rule and element."""
    page.wait_for_load_state()
    page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    # Our pages have no frames, and no rule in use reads the style sheets themselves.
    options: dict[str, Any] = {"resultTypes": ["violations"], "iframes": False, "preload": False}
    # Of WCAG 2.2, and asked for by name only.
    new = {"rules": {"target-size": {"enabled": True}}}
    options |= {"runOnly": {"type": "rule", "values": rules}} if rules else new
    found = page.evaluate("([within, options]) => axe.run(within || document, options)", [within, options])
    return [
        f"{rule['id']} ({rule['impact']}): {node['html'][:200]} | {' '.join((node['failureSummary'] or '').split())}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
