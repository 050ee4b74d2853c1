"""A person's way through the product: a server on a copy of the demonstration county, and a real browser."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Error, Page, Response, expect, sync_playwright

from .site import ROOT, Site, county_template
from .slow_road import SlowRoad

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Seconds that every answer is held back: `XIESHOU_ANSWERS_AFTER=0.6 pytest tests/journeys` walks on a slow road.
ANSWERS_AFTER = float(os.environ.get("XIESHOU_ANSWERS_AFTER", "0"))
# Milliseconds to wait for what must come. A busy machine proves nothing: what must be fast is measured in bench/.
PATIENCE = 30_000
SHOTS = ROOT / "var" / "shots"
# What is left of a browser inside WeChat: no service worker, no storage that lasts, no downloads.
WITHOUT_STORAGE = """
for (const name of ["indexedDB", "caches"]) Object.defineProperty(window, name, {value: undefined, configurable: true});
"""
SIZES = {
    "phone": {
        "viewport": {"width": 390, "height": 844},
        "device_scale_factor": 2,
        "is_mobile": True,
        "has_touch": True,
    },
    "desk": {"viewport": {"width": 1280, "height": 900}},
}


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "also_in_wechat: run again without service worker, downloads and IndexedDB")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if metafunc.definition.get_closest_marker("also_in_wechat"):
        metafunc.parametrize("surroundings", ["browser", "wechat"])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report


FAILED = pytest.StashKey[bool]()


@pytest.fixture
def surroundings() -> str:
    """`browser`, or `wechat` in the second run of a test marked also_in_wechat."""
    return "browser"


@pytest.fixture(scope="session")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home folder with the demonstration county, made once for all workers; copy it, never write in it."""
    return county_template(tmp_path_factory.getbasetemp())


@pytest.fixture(scope="session")
def serving(county: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The product, serving a copy of the county of the worker's own: starting it takes seconds."""
    home = tmp_path_factory.mktemp("site") / "home"
    shutil.copytree(county, home)
    with Site(home) as site, SlowRoad(site.port, ANSWERS_AFTER) if ANSWERS_AFTER else nullcontext() as road:
        if road:
            site.address = f"http://127.0.0.1:{road.port}"
        yield site


@pytest.fixture(scope="module")
def site(serving: Site, county: Path) -> Site:
    """The product with the county as it was made: no module sees what another wrote."""
    serving.begin_again(county)
    return serving


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, without a window."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert path, "缺浏览器，请管理员执行：apt-get install chromium"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, headless=True, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def phone(request: pytest.FixtureRequest, browser: Browser, site: Site, surroundings: str) -> Iterator[Page]:
    """A page on a phone of 390 by 844, with touch."""
    yield from _page(request, browser, site, surroundings, "phone")


@pytest.fixture
def desk(request: pytest.FixtureRequest, browser: Browser, site: Site, surroundings: str) -> Iterator[Page]:
    """A page on a screen of 1280 by 900."""
    yield from _page(request, browser, site, surroundings, "desk")


def _page(request: pytest.FixtureRequest, browser: Browser, site: Site, surroundings: str, size: str) -> Iterator[Page]:
    """Open a page, collect its faults, keep a picture when the test failed."""
    context = _context(browser, site, surroundings, size)
    faults: list[str] = []
    context.on("page", lambda page: watch(page, faults))
    page = context.new_page()
    yield page
    failed = request.node.stash.get(FAILED, False)
    if (failed or faults) and not page.is_closed():
        SHOTS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SHOTS / f"{re.sub(r'[^0-9A-Za-z_-]+', '-', request.node.name)}-{size}.png", full_page=True)
    context.close()
    assert failed or not faults, "\n".join(faults)


def _context(browser: Browser, site: Site, surroundings: str, size: str) -> BrowserContext:
    """A fresh profile that speaks Chinese and lives in China's time."""
    bare = surroundings == "wechat"
    context = browser.new_context(
        **SIZES[size],
        base_url=site.address,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        service_workers="block" if bare else "allow",
        accept_downloads=not bare,
    )
    context.set_default_timeout(PATIENCE)
    if bare:
        context.add_init_script(WITHOUT_STORAGE)
    return context


def watch(page: Page, faults: list[str]) -> None:
    """Note script errors, refusals of the content policy and broken answers, whatever the test looks at."""

    def answered(response: Response) -> None:
        if response.status >= 500:
            faults.append(f"{response.status} {response.url}")

    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
    page.on("console", lambda line: faults.append(line.text) if "Content Security Policy" in line.text else None)
    page.on("response", answered)


def sign_in_as(page: Page, name: str) -> None:
    """Choose a person by name on the sign-in page of the demonstration county."""
    page.goto("/")
    card = page.locator(".person").filter(has_text=name).first
    if not card.is_visible():
        page.locator("summary").filter(has_text="身份").click()
    card.click()
    expect(page.locator(".person")).to_have_count(0)


def no_axe_faults(page: Page) -> None:
    """Fail when axe finds anything on the page as it stands; one that leaves under its eyes is waited for."""
    page.wait_for_load_state()
    try:
        results = Axe().run(page)
    except Error:  # on a busy machine a click is over before its page has begun to come
        page.wait_for_load_state()
        results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
