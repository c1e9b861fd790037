"""What can go wrong with a sealed thing. No message repeats what was sealed, typed or keyed."""


class SealingError(Exception):
    """The parent of every error in this package, so that one `except` can name them all."""


class NotCanonical(SealingError):
    """The value has no canonical form, or the bytes are not JSON that `canonical` could have
    written.
    """


class MistypedReference(SealingError):
    """This is not a reference: a wrong length, a strange letter, or a check character that does
    not fit.
    """


class MistypedCode(SealingError):
    """This is not a tracking code or return code: a wrong length or a letter that no code has."""


class UnknownKey(SealingError):
    """Sealed under a key that the reader does not hold. Its id is public and is in `key_id`."""

    def __init__(self, key_id: str) -> None:
        super().__init__(f"no key {key_id} here")
        self.key_id = key_id


class NotAnEnvelope(SealingError):
    """The bytes do not even begin like an envelope, so nothing can be said of their key."""


class BrokenEnvelope(SealingError):
    """An envelope under a known key that was changed or cut short after it was sealed."""


class BrokenWrapping(SealingError):
    """A wrapped secret that was changed, or belongs to another context."""


class BrokenDraft(SealingError):
    """A draft that was changed, or belongs to another key, another draft or another revision."""


class WrongCode(SealingError):
    """The code does not open what it was tried on."""


class BrokenReply(SealingError):
    """A sealed reply that was changed, moved to another place, or sealed to somebody else."""


class TooManyAtOnce(SealingError):
    """Two codes are being stretched already and neither finished in time. Try again shortly."""


class BrokenFile(SealingError):
    """A sealed file that was changed, cut short, lengthened, or whose segments changed places."""


class BrokenRecord(SealingError):
    """A record that was changed, or belongs to another case or field."""


class BrokenRecoveryCopy(SealingError):
    """A recovery copy that does not open, or does not hold what it should."""


class BrokenShares(SealingError):
    """Too few shares, shares of different keys, or a share with a wrong word."""


class BadSignature(SealingError):
    """The entry was not signed by this key, or was changed since."""


class DoesNotOpen(Exception):
    """A box or sealed bytes, their key or what they were bound to is wrong. Internal: each module
    turns it into its own error, which says no more.
    """
