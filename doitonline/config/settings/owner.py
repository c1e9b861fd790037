"""The owner of both databases, who migrates them and grants; never serves a request."""

from doitonline.config.settings.office import *  # noqa: F403
from doitonline.config.settings.office import INSTALLED_APPS, SECRET_KEY
from doitonline.config.surroundings import UNSAFE_KEY, database

SITE = "owner"
SECRET_KEY = SECRET_KEY or UNSAFE_KEY  # the owner signs nothing
DATABASES = {
    "default": database("OWNER_OFFICE_DATABASE_URL"),
    "front": database("OWNER_FRONT_DATABASE_URL"),
}
INSTALLED_APPS = [*INSTALLED_APPS, "doitonline.counter"]
