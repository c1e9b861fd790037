"""How a case's reference stands in an address."""


class ReferenceConverter:
    """DIO-XXXX-XXXX-C, in Crockford's letters."""

    regex = r"DIO-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]"

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value
