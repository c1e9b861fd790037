"""Staff sign in with a real browser: a narrow window and a wide one, axe on every page."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from doitonline.config.surroundings import ROOT
from doitonline.force.identity import Force
from doitonline.office.people.codes import code_of, step_at
from doitonline.pages.assets import build
from tests.station.stage import Stage

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
AXE = ROOT / "node_modules/axe-core/axe.min.js"
WIDTHS = [360, 1280]
# Where to leave pictures of every page, for somebody to look at.
PICTURES = os.environ.get("DIO_PICTURES")

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed")

STAFF = """
import django, json; django.setup()
from doitonline.office.people.demonstration import make_staff
from doitonline.office.people.models import Officer
from doitonline.office.people.postings import Posting
from doitonline.office.people.roles import Role
from doitonline.office.audit.log import write
from doitonline.office.audit.verbs import Verb
staff = make_staff()
by, new = Officer.objects.get(username="administrator"), Officer.objects.get(username="contact2")
Posting.objects.give(new, Role.CLERK, by)
fresh, password = Officer.objects.add("newcomer", "Sam Newcomer", "2199", "", by)
write(new, Verb.VIEW, "case", "DIO-7K4M-Q2XW-Z")
print(json.dumps({"staff": [one[:3] for one in staff], "password": password}))
"""


@dataclass(frozen=True)
class Office:
    """The staff site as it runs, and what is needed to sign in there."""

    home: str
    passwords: dict[str, str]
    secrets: dict[str, str]


@pytest.fixture(scope="module")
def office(stage: Stage, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    place = tmp_path_factory.mktemp("office")
    (place / "static").mkdir()
    build(ROOT / "node_modules", place / "design", Force.load(ROOT / "force/lancashire").colours)
    surroundings = {
        **os.environ,
        **stage.surroundings(),
        "DIO_VAR": str(place),
        "DJANGO_SETTINGS_MODULE": "doitonline.config.settings.office",
    }
    made = json.loads(
        subprocess.run(
            [sys.executable, "-c", STAFF],
            env=surroundings, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True,
        ).stdout
    )  # fmt: skip
    with socket.create_server(("127.0.0.1", 0)) as door:
        port: int = door.getsockname()[1]
        # It is given the open door itself, so that a browser which comes early waits at it.
        served = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "doitonline.config.wsgi.office:application",
             "--bind", f"fd://{door.fileno()}", "--threads", "4", "--log-level", "warning",
             "--no-control-socket"],
            env=surroundings, cwd=ROOT, pass_fds=[door.fileno()],
        )  # fmt: skip
        passwords = {name: password for name, password, _ in made["staff"]}
        secrets = {name: secret for name, _, secret in made["staff"]}
        yield Office(
            f"http://127.0.0.1:{port}", passwords | {"newcomer": made["password"]}, secrets
        )
        served.terminate()
        served.wait(timeout=30)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS.split())
        yield browser
        browser.close()


@pytest.fixture
def window(browser: Browser) -> Iterator[Callable[[int], Page]]:
    """Opens a window of some width. A page that complains to the console fails the test."""
    contexts, said = [], []

    def opened(width: int) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 800})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()
    # The browser tells the console of every 4xx, and of a feature it has no name for to switch off.
    expected = ("the server responded with a status of 4", "Permissions-Policy header")
    assert [words for words in said if not any(one in words for one in expected)] == []


def good(page: Page, name: str) -> None:
    """The page has no fault that axe finds, and needs no scrolling sideways."""
    width = page.viewport_size["width"] if page.viewport_size else 0
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{name}-{width}.png", full_page=True)
    found = _axe(page)
    assert [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width, name


def _axe(page: Page) -> list[dict[str, Any]]:
    """axe in the browser's own world, which the page's policy does not bind."""
    session = page.context.new_cdp_session(page)
    world = session.send(
        "Page.createIsolatedWorld",
        {"frameId": session.send("Page.getFrameTree")["frameTree"]["frame"]["id"]},
    )["executionContextId"]
    run = f"{AXE.read_text()};axe.run({{runOnly: {json.dumps(WCAG)}}}).then(r => r.violations)"
    answer = session.send(
        "Runtime.evaluate",
        {"expression": run, "contextId": world, "awaitPromise": True, "returnByValue": True},
    )
    session.detach()
    assert "exceptionDetails" not in answer, answer
    found: list[dict[str, Any]] = answer["result"]["value"]
    return found


def code(secret: str, spent: set[str]) -> str:
    """A code of about now that was not used yet: one step early, in time, or one step late."""
    step = step_at(datetime.now(UTC))
    fresh = [code_of(secret, step + off) for off in (-1, 0, 1)]
    chosen = next(one for one in fresh if one not in spent)
    spent.add(chosen)
    return chosen


SPENT: set[str] = set()


def sign_in(page: Page, office: Office, username: str) -> None:
    page.goto(office.home)
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password", exact=True).fill(office.passwords[username])
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Enter the code from your app").fill(code(office.secrets[username], SPENT))
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("button", name="Sign out", exact=True)).to_be_visible()


@pytest.mark.parametrize("width", WIDTHS)
def test_an_officer_signs_in_with_a_password_and_a_code_and_out_again(
    office: Office, window: Callable[[int], Page], width: int
) -> None:
    page = window(width)
    page.goto(f"{office.home}/account/")
    expect(page).to_have_title("Sign in – Lancashire Constabulary")
    good(page, "sign-in")
    page.get_by_role("button", name="Continue").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    expect(page.get_by_role("link", name="Enter your username")).to_be_visible()
    good(page, "sign-in-empty")
    page.get_by_label("Username").fill("contact")
    page.get_by_label("Password", exact=True).fill(office.passwords["contact"])
    page.get_by_role("button", name="Continue").click()
    good(page, "code")
    page.get_by_label("Enter the code from your app").fill("12345")
    page.get_by_role("button", name="Sign in").click()
    good(page, "code-wrong")
    page.get_by_label("Enter the code").fill(code(office.secrets["contact"], SPENT))
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")
    good(page, "account")
    page.get_by_role("link", name="Change password").click()
    good(page, "password")
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page).to_have_url(f"{office.home}/account/login/")
    page.go_back()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


@pytest.mark.parametrize("width", WIDTHS)
def test_the_pages_of_an_administrator(
    office: Office, window: Callable[[int], Page], width: int
) -> None:
    page = window(width)
    sign_in(page, office, "administrator")
    page.goto(f"{office.home}/people")
    good(page, "people")
    page.get_by_role("link", name="Joe Pilling").click()
    good(page, "officer")
    page.get_by_role("button", name="Give this role").click()
    expect(page.get_by_role("link", name="Select a role")).to_be_visible()
    good(page, "officer-faulty")
    page.goto(f"{office.home}/people/new")
    page.get_by_role("button", name="Add").click()
    good(page, "new-officer-faulty")
    page.get_by_label("Full name").fill("Alex Sample")
    page.get_by_label("Username").fill(f"alex.sample-{width}")
    page.get_by_role("button", name="Add").click()
    expect(page.locator("[data-one-time-password]")).to_be_visible()
    good(page, "one-time-password")
    page.goto(f"{office.home}/audit")
    expect(page.get_by_role("heading", level=1)).to_have_text("You cannot do this")
    good(page, "refused")


@pytest.mark.parametrize("width", WIDTHS)
def test_the_pages_of_a_second_person_and_of_an_auditor(
    office: Office, window: Callable[[int], Page], width: int
) -> None:
    page = window(width)
    sign_in(page, office, "supervisor")
    page.goto(f"{office.home}/postings/waiting")
    good(page, "waiting")
    page.get_by_role("button", name="Sign out", exact=True).click()
    sign_in(page, office, "auditor")
    page.goto(f"{office.home}/audit")
    good(page, "audit")
    page.get_by_role("link", name="case DIO-7K4M-Q2XW-Z").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Who saw case DIO-7K4M-Q2XW-Z")
    good(page, "audit-case")
    page.get_by_role("link", name="Joe Pilling").click()
    good(page, "audit-officer")
    page.goto(f"{office.home}/audit?case=nonsense+words")
    good(page, "audit-faulty")


def test_a_newcomer_chooses_a_password_and_sets_up_an_app(
    office: Office, window: Callable[[int], Page]
) -> None:
    page = window(360)
    page.goto(office.home)
    page.get_by_label("Username").fill("newcomer")
    page.get_by_label("Password", exact=True).fill(office.passwords["newcomer"])
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Choose a password")
    good(page, "choose")
    page.get_by_label("New password", exact=True).fill("teapot marble orchard seven")
    page.get_by_label("New password again").fill("teapot marble orchard seven")
    page.get_by_role("button", name="Change password").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Set up your authenticator app")
    good(page, "set-up")
    picture = page.locator("svg.app-office-qr").bounding_box()
    assert picture
    assert picture["width"] > 200
    key = page.locator("[data-key]").inner_text().replace(" ", "")
    page.get_by_label("Code", exact=True).fill(code(key, SPENT))
    page.get_by_role("button", name="Continue").click()
    expect(page.locator("[data-recovery-code]")).to_have_count(10)
    good(page, "recovery-codes")


def test_signing_in_works_without_scripts(office: Office, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, office, "clerk")
    page.goto(f"{office.home}/account/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")
    context.close()


def test_a_page_left_alone_warns_before_it_signs_out(
    office: Office, window: Callable[[int], Page]
) -> None:
    page = window(360)
    sign_in(page, office, "designer")
    page.clock.install()
    page.goto(f"{office.home}/account/")
    page.clock.fast_forward(12 * 60_000)
    expect(page.locator(".app-idle-lock")).to_be_hidden()
    page.clock.fast_forward(70_000)
    expect(page.locator(".app-idle-lock")).to_contain_text("You will be signed out in 2 minutes")
    good(page, "idle")
    with page.expect_response("**/account/sessions/presence") as kept:
        page.get_by_role("button", name="I am still here").click()
    assert kept.value.status == 204
    expect(page.locator(".app-idle-lock")).to_be_hidden()
