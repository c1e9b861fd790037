"""What can stand in the way when somebody changes an account or a role."""

from doitonline.office.people.roles import Role


class Refused(Exception):
    """The change was not made. `words` says why, to the person who asked for it."""

    words = "This cannot be done."


class NotAllowed(Refused):
    """The person's roles do not allow it."""

    words = "Your role does not let you do this."


class NotToOneself(Refused):
    """Nobody changes their own account or roles."""

    words = "You cannot do this to your own account. Ask another administrator."


class NeedsAnotherPerson(Refused):
    """The same person did the first half."""

    words = "You did the first half of this. Somebody else must do the second."


class AlreadyHeld(Refused):
    """The officer has the role, or it waits to be confirmed."""

    words = "They have this role already, or it is waiting to be confirmed."


class AlreadyPast(Refused):
    """Somebody else was quicker."""

    words = "Somebody has already done this."


class RolesClash(Refused):
    """The role does not go with another that the officer has."""

    def __init__(self, other: Role) -> None:
        super().__init__(other)
        self.other = other
        self.words = f"This role does not go with “{other.words}”. End that one first."
