"""Grades in words, and the moments by which a person must have looked and replied."""

from doitonline.definitions.flags import Grade, flags

CHOICES = [(grade.name, grade.name) for grade in Grade]


def grade_words(grade: str) -> str:
    """The grade with its name: G1 Emergency."""
    return f"{grade} {flags().grades[Grade[grade]]['name']}"


def steps_below(grade: str, least: str) -> int:
    """How many grades less urgent `grade` is than `least`: 0 when it is as urgent or more."""
    return max(0, Grade[grade] - Grade[least])
