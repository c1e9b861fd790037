"""What the law asks a force to write down about a service, printed from the service itself.

The record of processing (Data Protection Act 2018, section 61; UK GDPR, article 30) and a draft of
the impact assessment (section 64; article 35). Both are drafts: a person completes and signs them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from doitonline.definitions.plan import EXIT
from doitonline.definitions.pole import Attribute, Vocabulary, vocabulary
from doitonline.definitions.record import ITEM
from doitonline.definitions.schema import Made, Question, Service

REGIMES = {
    "part3": "Law enforcement processing (Data Protection Act 2018, Part 3)",
    "uk_gdpr": "General processing (UK GDPR and Data Protection Act 2018, Part 2)",
}
RECORD = {
    "part3": "Data Protection Act 2018, section 61",
    "uk_gdpr": "UK GDPR, article 30",
}
ASSESSMENT = {
    "part3": "Data Protection Act 2018, section 64",
    "uk_gdpr": "UK GDPR, article 35",
}
CARE = {
    "sensitive": "Sensitive: health, belief, sexual life, ethnicity or crime",
    "secret": "Seen only by staff who test a claim",
    "apart": "For monitoring only, kept apart from the record",
    "contact": "Decides whether a message could do harm",
}
DRAWN = "Drawn from the definition of the service “{}”."
TO_FILL = "*To be completed by the data protection officer.*"
LANGUAGE = "en"


@dataclass
class Held:
    """What a service holds: whose data, of which sort, and which answers need care."""

    people: dict[str, None] = field(default_factory=dict)
    facts: dict[str, list[str]] = field(default_factory=dict)
    care: dict[str, list[str]] = field(default_factory=dict)


def held(service: Service) -> Held:
    """Whose data a service holds and of which sort, from what its answers become."""
    words, found = vocabulary(), Held()
    questions = {
        q.id: q for page in service.pages for p in (page, *page.pages) for q in p.questions
    }
    for made in service.record:
        if made.make == "person":
            role = words.roles.get(made.role or "")
            found.people[role.label if role else "Person"] = None
        kind = words.classes[made.make].label
        for attribute, question in _filled(made, words, questions):
            label = short(question)
            facts = found.facts.setdefault(f"{kind}: {attribute.label}", [])
            if label not in facts:
                facts.append(label)
            if attribute.care is not None:
                _add(found.care, attribute.care, label)
    for key in service.law.sensitive:
        if key in questions:
            _add(found.care, "sensitive", short(questions[key]))
    order = [each.label for each in words.classes.values()]
    found.facts = dict(
        sorted(found.facts.items(), key=lambda fact: order.index(fact[0].split(":")[0]))
    )
    return found


def _add(found: dict[str, list[str]], key: str, label: str) -> None:
    if label not in found.setdefault(key, []):
        found[key].append(label)


def _filled(
    made: Made, words: Vocabulary, questions: dict[str, Question]
) -> Iterator[tuple[Attribute, Question]]:
    attributes = words.classes[made.make].attributes
    for key, sources in made.set.items():
        for source in (sources,) if isinstance(sources, str) else sources:
            question = questions.get(source.removeprefix(ITEM))
            if question is not None and key in attributes and not source.startswith(EXIT):
                yield attributes[key], question


def short(question: Question) -> str:
    """What a question asks for, in a few words."""
    words = (question.short or question.label).within(LANGUAGE)
    return words[:1].upper() + words[1:]


def record_of_processing(service: Service) -> str:
    """The record of processing of a service, as Markdown."""
    law, found = service.law, held(service)
    lines = [
        f"# Record of processing: {service.title.within(LANGUAGE)}",
        "",
        f"*{RECORD[law.regime]}. {DRAWN.format(service.service)}*",
        "",
        *_section("Regime", REGIMES[law.regime]),
        *_section("Controller and data protection officer", TO_FILL),
        *_section("Purpose", law.purpose.within(LANGUAGE)),
        *_section("Legal basis", law.basis.within(LANGUAGE)),
        *_section("Whose data", *found.people),
        *_section(
            "Personal data", *(f"{key} ({'; '.join(of)})" for key, of in found.facts.items())
        ),
        *_section("Data that needs care", *_care(found)),
        *_section("Recipients", *(each.within(LANGUAGE) for each in law.recipients)),
        *_section("Transfers abroad", "None by this service."),
        *_section("Profiling", "None. Flags and grades are suggested; a person decides."),
        *_section("Kept for", *_kept(service)),
        *_section("Security", *SECURITY),
    ]
    return "\n".join(lines)


def impact_assessment(service: Service) -> str:
    """A draft of the impact assessment of a service, as Markdown."""
    law, found = service.law, held(service)
    unmapped = (f"“{key}”: {why}" for key, why in service.unmapped.items())
    lines = [
        f"# Impact assessment (draft): {service.title.within(LANGUAGE)}",
        "",
        f"*{ASSESSMENT[law.regime]}. {DRAWN.format(service.service)}*",
        "",
        *_section("What is done", service.summary.within(LANGUAGE), law.purpose.within(LANGUAGE)),
        *_section("Legal basis", law.basis.within(LANGUAGE)),
        *_section("Whose data", *found.people),
        *_section("Data that needs care", *_care(found)),
        *_section("How much is asked", *_asked(service)),
        *_section("Asked and not put in the record", *unmapped),
        *_section("What is decided by a machine", *_decided(service)),
        *_section("Kept for", *_kept(service)),
        *_section("Measures", *SECURITY, *MEASURES),
        *_section("Risks to people, and what remains of them", TO_FILL),
        *_section("Who was asked, and advice", TO_FILL),
    ]
    return "\n".join(lines)


SECURITY = (
    "What is sent is sealed at once: the public side holds no key that opens it.",
    "Each case has a key of its own; erasing a case destroys its key.",
    "Every look at a person's record leaves an entry in a log that cannot be rewritten unseen.",
)
MEASURES = (
    "Drafts are unreadable without the cookie or the code of the person who writes them.",
    "Answers that another answer made irrelevant are not sent.",
    "Addresses and titles of pages name no offence.",
)


def _section(title: str, *lines: str) -> list[str]:
    body = [f"- {line}" for line in lines] if len(lines) != 1 else list(lines)
    return [f"## {title}", "", *(body or ["None."]), ""]


def _care(found: Held) -> list[str]:
    return [f"{CARE[key]}: {'; '.join(labels)}" for key, labels in found.care.items()]


def _kept(service: Service) -> Iterable[str]:
    yield f"What was sent: by the retention rule “{service.law.retention}”."
    yield f"What was not sent: {service.draft_days} days after the last change."


def _asked(service: Service) -> Iterable[str]:
    pages = [p for page in service.pages for p in (page, *page.pages)]
    questions = [question for page in pages for question in page.questions]
    optional = sum(not question.required for question in questions)
    essential = sum(question.essential for question in questions)
    yield f"{len(questions)} questions at most; {optional} of them may be left blank."
    yield f"{essential} are essential: after them the report can be sent."


def _decided(service: Service) -> Iterable[str]:
    yield "Nothing is refused by a machine alone: every refusal offers a person."
    yield f"{len(service.flags)} flags draw a reader's attention; they suggest a grade."
    yield f"The first team and grade come from {len(service.route)} rules; staff change both."
