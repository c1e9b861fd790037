"""The design system's macros and layouts; a question to markup; a POST to answers."""
