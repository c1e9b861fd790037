"""What can stand in the way of work on a case. `words` says it to the person at the screen."""


class CannotBeDone(Exception):
    """The parent of them all: the case was not changed."""

    words = "This cannot be done."


class NotAllowed(CannotBeDone):
    """The officer's roles do not allow it."""

    words = "Your role does not let you do this."


class AlreadyClosed(CannotBeDone):
    """The case is closed."""

    words = "This case is closed."


class HeldByAnother(CannotBeDone):
    """Another officer is working on the case."""

    words = "Another officer is working on this case. Ask them to release it, or wait."


class NotHeld(CannotBeDone):
    """There is no claim of this officer to release."""

    words = "You are not working on this case."


class NotAssessed(CannotBeDone):
    """Nobody has assessed the case yet, so nobody can close it."""

    words = "Assess this case before you close it."


class NeedsAReason(CannotBeDone):
    """A grade below the suggested least was given without saying why."""

    words = "Say why the grade is below the one suggested."


class NeedsASupervisor(CannotBeDone):
    """Two grades or more below the suggested least, or spam: a supervisor decides that."""

    words = "A supervisor must decide this."


class NeedsSafeguarding(CannotBeDone):
    """A flag asks for a safeguarding decision."""

    words = "Say whether a safeguarding referral is needed."


class NeverForThis(CannotBeDone):
    """The reason for closing may not be used where these flags are raised."""

    words = "This reason may not be used for a case with these flags."


class Sealed(CannotBeDone):
    """The papers cannot be opened here: another key is needed."""

    words = "The papers of this case cannot be opened on this machine."


class Erased(CannotBeDone):
    """The case's key was destroyed: its papers are gone for good."""

    words = "The papers of this case have been erased."
