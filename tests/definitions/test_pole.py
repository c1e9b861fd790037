"""The record's vocabulary: what exists, what may feed what, which links are legal."""

import re
from typing import get_args

import pytest

from doitonline.definitions.pole import (
    BadVocabulary,
    UnknownWord,
    Vocabulary,
    vocabulary,
)
from doitonline.definitions.schema import ID, QuestionType

WORDS = vocabulary()
ATTRIBUTES = [
    (record_class.id, one)
    for record_class in WORDS.classes.values()
    for one in record_class.attributes.values()
]


def test_the_record_has_four_classes():
    assert list(WORDS.classes) == ["person", "object", "location", "event"]


def test_an_attribute_says_what_an_officer_reads():
    seen = WORDS.attribute("person", "desc.ethnic_appearance")
    assert seen.label == "Ethnic appearance (as seen)"
    assert seen.type == "choice"
    assert seen.care == "sensitive"


def test_what_an_observer_saw_is_kept_apart_from_what_a_person_says_of_themselves():
    assert WORDS.attribute("person", "ethnicity").care == "apart"


@pytest.mark.parametrize(
    ("ask", "near"),
    [
        (lambda: WORDS.attribute("person", "contact.safe_voice"), "contact.safe_voicemail"),
        (lambda: WORDS.attribute("persons", "name"), "person"),
        (lambda: WORDS.role("victims"), "victim"),
        (lambda: WORDS.link("stolen"), "stolen_in"),
        (lambda: WORDS.feeds("text", "texts"), "text"),
    ],
)
def test_an_unknown_word_is_refused_with_what_is_near(ask, near):
    with pytest.raises(UnknownWord, match=rf"Did you mean .*{re.escape(near)}"):
        ask()


def test_every_id_and_label_is_well_formed():
    for record_class, one in ATTRIBUTES:
        where = f"{record_class}.{one.id}"
        assert re.fullmatch(ID.removesuffix("$"), one.id), where
        assert one.label[0].isupper() or one.label[0] == '"', where
        assert not one.label.endswith("."), where


@pytest.mark.parametrize("record_class", list(WORDS.classes))
def test_no_two_attributes_of_a_class_look_alike_to_an_officer(record_class):
    labels = [one.label for one in WORDS.record_class(record_class).attributes.values()]
    twice = {label for label in labels if labels.count(label) > 1}
    assert twice <= {"On a property register"}  # ticked by name, or a plain yes or no


def test_every_feeder_is_a_type_of_question_and_every_type_feeds_something():
    feeders = {feeder for feeders in WORDS.types.values() for feeder in feeders}
    assert feeders == set(get_args(QuestionType))


@pytest.mark.parametrize(
    ("question", "attribute", "may"),
    [
        ("textarea", "text", True),
        ("checkboxes", "choices", True),
        ("checkboxes", "choice", False),
        ("yes_no_unsure", "yes_no", True),
        ("when", "moment", True),
        ("text", "money", False),
        ("imei", "identifier", True),
        ("declaration", "agreement", True),
        ("file", "text", False),
        ("place", "place", True),
    ],
)
def test_a_question_feeds_only_what_can_hold_its_answer(question, attribute, may):
    assert WORDS.feeds(question, attribute) is may


def test_links_join_only_what_they_mean():
    assert WORDS.link("stolen_in").joins("object", "event")
    assert not WORDS.link("stolen_in").joins("person", "event")
    assert WORDS.link("associated_with").joins("person", "location")
    assert WORDS.link("happened_at").joins("event", "location")
    assert not WORDS.link("happened_at").joins("location", "event")


def test_every_role_has_a_link_that_a_person_may_begin():
    for role in WORDS.roles.values():
        assert "person" in WORDS.link(role.link).starts, role.id


def test_little_is_required_because_a_report_may_hold_little():
    required = {(name, one.id) for name, one in ATTRIBUTES if one.required}
    assert required == {("event", "type"), ("location", "where")}


def test_a_class_with_kinds_has_an_attribute_to_say_which():
    for record_class in WORDS.classes.values():
        assert bool(record_class.kinds) == ("kind" in record_class.attributes)


def test_what_only_an_owner_would_know_is_secret():
    assert WORDS.attribute("object", "unique").care == "secret"


def test_everything_about_reaching_a_person_is_marked_so():
    for one in WORDS.record_class("person").attributes.values():
        if one.id.startswith("contact."):
            assert one.care in ("contact", "secret"), one.id


def test_a_vocabulary_that_contradicts_itself_lists_every_fault(tmp_path):
    written = tmp_path / "pole.yaml"
    written.write_text(
        """
types: {text: [text]}
classes:
  person: {label: Person, plural: People, attributes: {name: {type: txt, label: Name}}}
roles: {victim: {label: Victim, link: victims_of}}
links: {victim_of: {from: person, to: event, label: victim of}}
""",
        encoding="utf-8",
    )
    with pytest.raises(BadVocabulary) as refused:
        vocabulary(written)
    assert refused.value.faults == (
        "person.name: There is no type of attribute called txt. Did you mean text?",
        "role victim: There is no link called victims_of. Did you mean victim_of?",
        "link victim_of: There is no class of record called event.",
    )


def test_the_vocabulary_is_read_once():
    assert isinstance(WORDS, Vocabulary)
    assert vocabulary() is WORDS
