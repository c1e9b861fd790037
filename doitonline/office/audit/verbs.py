"""What an entry of the log can say that somebody did, and to what kind of thing."""

from enum import StrEnum


class Verb(StrEnum):
    """What was done."""

    VIEW = "view"
    SEARCH = "search"
    EXPORT = "export"
    DENY = "deny"
    BREAK_GLASS = "break_glass"

    SIGN_IN = "sign_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGN_OUT = "sign_out"
    LOCK = "lock"

    CREATE = "create"
    CHANGE = "change"
    REMOVE = "remove"
    GRANT = "grant"
    CONFIRM = "confirm"
    END = "end"
    DISABLE = "disable"
    ENABLE = "enable"
    RESET = "reset"

    RECEIVE = "receive"
    CLAIM = "claim"
    RELEASE = "release"
    ASSESS = "assess"
    REPLY = "reply"
    TRANSFER = "transfer"
    CLOSE = "close"
    REOPEN = "reopen"
    PUBLISH = "publish"
    ERASE = "erase"

    @property
    def words(self) -> str:
        """The verb as the auditor reads it: "Signed in"."""
        return WORDS.get(self, self.value.replace("_", " ").capitalize())


WORDS = {
    Verb.VIEW: "Looked at",
    Verb.SEARCH: "Searched",
    Verb.EXPORT: "Exported",
    Verb.DENY: "Was refused",
    Verb.BREAK_GLASS: "Opened outside their own work",
    Verb.SIGN_IN: "Signed in",
    Verb.SIGN_IN_FAILED: "Failed to sign in",
    Verb.SIGN_OUT: "Signed out",
    Verb.LOCK: "Was locked out",
    Verb.CREATE: "Added",
    Verb.CHANGE: "Changed",
    Verb.REMOVE: "Removed",
    Verb.GRANT: "Gave a role",
    Verb.CONFIRM: "Confirmed a role",
    Verb.END: "Ended a role",
    Verb.DISABLE: "Disabled",
    Verb.ENABLE: "Enabled again",
    Verb.RESET: "Issued a reset",
    Verb.RECEIVE: "Received",
    Verb.CLAIM: "Claimed",
    Verb.RELEASE: "Released",
    Verb.ASSESS: "Assessed",
    Verb.REPLY: "Replied to",
    Verb.TRANSFER: "Transferred",
    Verb.CLOSE: "Closed",
    Verb.REOPEN: "Opened again",
    Verb.PUBLISH: "Published",
    Verb.ERASE: "Erased",
}
