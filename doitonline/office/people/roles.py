"""The roles that a member of staff may be posted to, and what each is for, in words."""

from enum import StrEnum


class Role(StrEnum):
    """What somebody does here. Which actions a role brings is said in `policy`."""

    CONTACT = "contact"
    CLERK = "clerk"
    SUPERVISOR = "supervisor"
    INVESTIGATOR = "investigator"
    SAFEGUARDING = "safeguarding"
    PSD = "psd"
    PROPERTY = "property"
    RECRUITER = "recruiter"
    SIFTER = "sifter"
    ANALYST = "analyst"
    DESIGNER = "designer"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"

    @property
    def words(self) -> str:
        """The role's name as staff read it."""
        return NAMES[self]

    @property
    def purpose(self) -> str:
        """What the role is for, in a sentence an administrator can choose by."""
        return PURPOSES[self]


NAMES = {
    Role.CONTACT: "Contact officer",
    Role.CLERK: "Crime recording clerk",
    Role.SUPERVISOR: "Supervisor",
    Role.INVESTIGATOR: "Neighbourhood officer or investigator",
    Role.SAFEGUARDING: "Safeguarding officer",
    Role.PSD: "Professional standards officer",
    Role.PROPERTY: "Property officer",
    Role.RECRUITER: "Recruiter",
    Role.SIFTER: "Sifter or panel member",
    Role.ANALYST: "Performance analyst",
    Role.DESIGNER: "Designer",
    Role.AUDITOR: "Auditor",
    Role.ADMINISTRATOR: "Administrator",
}

PURPOSES = {
    Role.CONTACT: "Reads new reports, assesses and grades them, and replies.",
    Role.CLERK: "Classifies crimes, gives crime numbers and cancels what was recorded in error.",
    Role.SUPERVISOR: "Does all that contact officers do, overrides grades and closes cases.",
    Role.INVESTIGATOR: "Works on the cases allocated to them, and sees no others.",
    Role.SAFEGUARDING: "Works on the restricted cases of vulnerable people.",
    Role.PSD: "Works on complaints and reports about police staff, which nobody else sees.",
    Role.PROPERTY: "Looks after lost and found property.",
    Role.RECRUITER: "Runs vacancies and applications.",
    Role.SIFTER: "Marks applications without names.",
    Role.ANALYST: "Sees totals, and no names or words of anybody.",
    Role.DESIGNER: "Writes and publishes services, and sees no live cases.",
    Role.AUDITOR: "Reads the audit log, and changes nothing.",
    Role.ADMINISTRATOR: "Looks after accounts, roles and settings, and opens no cases.",
}
