"""What every page of the counter and of the office says around its content."""

from typing import Any

from bs4 import BeautifulSoup
from jinja2 import DictLoader

from doitonline.pages.environment import environment
from tests.pages.gallery import CONTEXT, page

BARE = {"force": CONTEXT["force"], "csrf_input": ""}


def soup(site: str, **differences: Any) -> BeautifulSoup:
    return BeautifulSoup(page(site, **differences), "html.parser")


def plain(site: str, **context: Any) -> BeautifulSoup:
    """The emptiest page of `site`: only what must be given is given."""
    source = (
        f'{{% extends "{site}_layout.jinja" %}}{{% block title %}}Home{{% endblock %}}'
        "{% block content %}<h1>Home</h1>{% endblock %}"
    )
    made = environment(loader=DictLoader({"page.jinja": source}))
    return BeautifulSoup(made.get_template("page.jinja").render(BARE | context), "html.parser")


def test_the_title_names_the_page_the_service_and_the_force() -> None:
    title = soup("counter", problems=()).title
    assert title
    assert title.text == "Where did you lose it? – Report lost property – Anyshire Constabulary"


def test_the_title_of_an_invalid_page_begins_with_error() -> None:
    title = soup("counter").title
    assert title
    assert title.text.startswith("Error: Where did you lose it?")


def test_an_invalid_page_begins_with_links_to_its_problems() -> None:
    found = soup("counter").select(".govuk-error-summary__list a")
    assert [link["href"] for link in found] == ["#where", "#lost-day"]
    assert all(soup("counter").select(str(link["href"])) for link in found)


def test_every_counter_page_can_be_left_at_once() -> None:
    found = plain("counter").select('a[href="/exit"]')
    assert [link.get_text(" ", strip=True) for link in found] == [
        "Exit this page",
        "Emergency Exit this page",
    ]


def test_the_office_signs_out_by_a_post() -> None:
    form = plain("office", officer_name="PC 1234").select_one("form[method=post]")
    assert form
    assert form["action"] == "/account/logout/"


def test_nobody_signed_in_sees_no_sign_out() -> None:
    assert not plain("office").select("form")


def test_only_the_force_must_be_given() -> None:
    for site in ("counter", "office"):
        found = plain(site)
        assert found.select_one("main#main-content h1")
        assert found.html
        assert found.html["lang"] == "en"


def test_no_page_has_a_script_a_style_or_a_handler_inside_it() -> None:
    for site in ("counter", "office"):
        found = soup(site)
        assert all(script.get("src") and not script.text for script in found.find_all("script"))
        assert not found.find_all("style")
        assert not [
            tag for tag in found.find_all(True) if {"style", "onclick", "onload"} & tag.attrs.keys()
        ]


def test_no_id_is_used_twice() -> None:
    for site in ("counter", "office"):
        ids = [tag["id"] for tag in soup(site).find_all(id=True)]
        assert len(ids) == len(set(ids))


def test_a_page_shows_neither_crown_nor_arms() -> None:
    for site in ("counter", "office"):
        assert "crown" not in page(site).lower()
        assert "crest" not in page(site).lower()
