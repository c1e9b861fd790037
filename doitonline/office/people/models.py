"""The officers and staff who sign in."""

from django.contrib.auth.models import AbstractUser


class Officer(AbstractUser):
    """A member of staff with an account."""
