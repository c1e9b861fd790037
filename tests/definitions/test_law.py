"""What the law asks to be written down is printed from the definition."""

from pathlib import Path

from doitonline.definitions.law import held, impact_assessment, record_of_processing
from doitonline.definitions.schema import Service
from tests.definitions.small import GOOD, compiled


def small(folder: Path, text: str = GOOD) -> Service:
    plan = compiled(folder, text).plan
    assert plan is not None
    return plan.service


def section(text: str, title: str) -> list[str]:
    """The lines under a heading."""
    body = text.split(f"## {title}\n")[1].split("\n## ")[0]
    return [line.removeprefix("- ") for line in body.split("\n") if line]


def test_the_record_of_processing_says_whose_data_and_which(tmp_path: Path) -> None:
    record = record_of_processing(small(tmp_path))
    assert "Data Protection Act 2018, section 61" in record
    assert section(record, "Whose data") == ["Victim"]
    assert section(record, "Purpose") == ["To give things back to their owners"]
    assert section(record, "Recipients") == ["Nobody else"]
    assert section(record, "Personal data") == [
        "Person: Name (Your name)",
        "Person: Date of birth (When you were born)",
        "Object: Description (What it is)",
        "Object: IMEI (Its IMEI)",
        "Object: Value (What it is worth)",
        "Event: What happened (What happened)",
        "Event: Happening now or someone in danger (Whether you are in danger now)",
        "Event: Force or threats (Whether they used force)",
    ]
    assert section(record, "Data that needs care") == ["None."]
    assert section(record, "Kept for") == [
        "What was sent: by the retention rule “property”.",
        "What was not sent: 14 days after the last change.",
    ]


def test_general_processing_cites_the_uk_gdpr(tmp_path: Path) -> None:
    service = small(tmp_path, GOOD.replace("regime: part3", "regime: uk_gdpr"))
    assert "UK GDPR, article 30" in record_of_processing(service)
    assert "UK GDPR, article 35" in impact_assessment(service)


def test_sensitive_questions_are_named(tmp_path: Path) -> None:
    text = GOOD.replace("recipients: [Nobody else]", "recipients: [X]\n  sensitive: [h.signs]")
    care = held(small(tmp_path, text)).care
    assert care == {"sensitive": ["What you saw"]}


def test_the_assessment_is_a_draft_that_a_person_completes(tmp_path: Path) -> None:
    draft = impact_assessment(small(tmp_path))
    assert "To be completed" in section(draft, "Risks to people, and what remains of them")[0]
    assert section(draft, "How much is asked") == [
        "12 questions at most; 2 of them may be left blank.",
        "2 are essential: after them the report can be sent.",
    ]
    assert "“h.signs”: only for advice" in section(draft, "Asked and not put in the record")
