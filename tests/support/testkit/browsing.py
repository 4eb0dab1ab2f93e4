"""A real Chromium in which a demo person looks at the pages, and what went wrong in it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request, sync_playwright

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDE, NARROW = (1280, 900), (390, 844)


@dataclass
class Troubles:
    """Everything a browser complains of: scripts, refused resources, policies, calls to other places."""

    address: str
    said: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        """Note all troubles of a page from now on."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.said.append(f"script: {error}"))
        page.on("dialog", self._dialog)
        page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.said.append(f"{message.type}: {message.text}")

    def _dialog(self, dialog: Dialog) -> None:
        self.said.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _request(self, request: Request) -> None:
        if urlsplit(request.url).netloc != urlsplit(self.address).netloc:
            self.said.append(f"outside: {request.url}")


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser; the test is skipped where there is none."""
    if shutil.which(CHROMIUM) is None:
        pytest.skip("no Chromium on this machine (Debian package chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def visitor(
    browser: Browser, address: str, size: tuple[int, int] = WIDE, *, scripts: bool = True
) -> Iterator[tuple[Page, Troubles]]:
    """A fresh window of nobody in particular."""
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="tr-TR", base_url=address, java_script_enabled=scripts
    )
    page = context.new_page()
    troubles = Troubles(address)
    troubles.watch(page)
    try:
        yield page, troubles
    finally:
        context.close()


@contextmanager
def person(
    browser: Browser, address: str, subject: str, size: tuple[int, int] = WIDE, *, scripts: bool = True
) -> Iterator[tuple[Page, Troubles]]:
    """A window in which a demo person has signed in by pressing the button of that name."""
    with visitor(browser, address, size, scripts=scripts) as (page, troubles):
        page.goto("/giris")
        page.locator(f"button[value='{subject}']").click()
        page.wait_for_load_state("load")
        yield page, troubles


def overflow(page: Page) -> int:
    """Pixels by which the page is wider than its window."""
    found: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return found
