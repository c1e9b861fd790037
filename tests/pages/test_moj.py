"""The Ministry of Justice's components, as its own templates write them (it has no fixtures)."""

from datetime import UTC, datetime
from typing import Any

from markupsafe import Markup

from doitonline.pages.environment import environment
from tests.pages.shapes import shape

MADE = environment()


def written(macro: str, params: dict[str, Any]) -> str:
    found: Any = MADE.globals[macro]
    return str(found(params))


def test_a_sub_navigation_marks_the_page_that_is_open() -> None:
    items = [{"text": "Record", "href": "#1", "active": True}, {"text": "Messages", "href": "#2"}]
    assert shape(written("mojSubNavigation", {"label": "Case", "items": items})) == shape(
        '<nav class="moj-sub-navigation" aria-label="Case"><ul class="moj-sub-navigation__list">'
        '<li class="moj-sub-navigation__item">'
        '<a class="moj-sub-navigation__link" aria-current="page" href="#1">Record</a></li> '
        '<li class="moj-sub-navigation__item">'
        '<a class="moj-sub-navigation__link" href="#2">Messages</a></li>'
        "</ul></nav>"
    )


def test_a_side_navigation_has_a_heading_for_each_section() -> None:
    sections = [
        {
            "heading": {"text": "Queues"},
            "items": [{"text": "Grade 1", "href": "#1", "active": True}],
        }
    ]
    assert shape(written("mojSideNavigation", {"label": "Queues", "sections": sections})) == shape(
        '<nav class="moj-side-navigation" aria-label="Queues">'
        '<h4 class="moj-side-navigation__title">Queues</h4> '
        '<ul class="moj-side-navigation__list">'
        '<li class="moj-side-navigation__item moj-side-navigation__item--active">'
        '<a href="#1" aria-current="location">Grade 1</a></li></ul></nav>'
    )


def test_a_timeline_tells_the_time_in_london() -> None:
    when = datetime(2026, 6, 14, 13, 1, tzinfo=UTC)
    item = {
        "label": {"text": "Graded"},
        "byline": {"text": "PC 1234"},
        "datetime": {"timestamp": when},
        "html": Markup("<p>G3</p>"),
    }
    assert shape(written("mojTimeline", {"items": [item]})) == shape(
        '<div class="moj-timeline"><div class="moj-timeline__item">'
        '<div class="moj-timeline__header">'
        '<h2 class="moj-timeline__title">Graded</h2> '
        '<p class="moj-timeline__byline">by PC 1234</p></div> '
        '<p class="moj-timeline__date"><time datetime="2026-06-14T14:01:00+01:00">'
        "14 June 2026 at 2:01pm</time></p> "
        '<div class="moj-timeline__description"><p>G3</p></div></div></div>'
    )


def test_an_alert_says_its_kind_and_escapes_its_words() -> None:
    html = written("mojAlert", {"variant": "warning", "title": "Alike", "text": "<b>"})
    assert 'class="moj-alert moj-alert--warning"' in html
    assert 'aria-label="warning: Alike"' in html
    assert "&lt;b&gt;" in html


def test_an_unknown_kind_of_alert_is_information() -> None:
    assert "moj-alert--information" in written("mojAlert", {"variant": "purple", "title": "Alike"})


def test_a_main_navigation_shows_how_many_wait() -> None:
    html = written(
        "mojPrimaryNavigation",
        {"items": [{"text": "Mine", "href": "/", "active": True, "count": 0}]},
    )
    assert 'aria-current="page"' in html
    assert '<span class="moj-notification-badge">0</span>' in html


def test_every_component_can_be_written() -> None:
    badge = written("mojBadge", {"text": "G1", "classes": "moj-badge--red"})
    assert badge.strip() == '<span class="moj-badge moj-badge--red">G1</span>'
    assert "<h1" in written(
        "mojPageHeaderActions", {"heading": {"text": "Case"}, "items": [{"text": "Reply"}]}
    )
    assert "Lost" in written("mojIdentityBar", {"title": {"text": "Lost"}})
    assert "Apply filters" in written("mojFilter", {"heading": {"text": "Filter"}})
    assert "3" in written("mojNotificationBadge", {"text": "3"})
