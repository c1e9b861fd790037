"""Officers in a browser."""

from playwright.sync_api import Page, expect

from tests.browser.standing import Standing


def sign_in(page: Page, station: Standing, username: str) -> None:
    """Signs in with a password and a code, as a member of the invented staff."""
    page.goto(f"{station.office}/account/login/")
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password", exact=True).fill(station.staff[username][0])
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Enter the code from your app").fill(station.code(username))
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
