"""The settings with the record's apps alone, for processes that start often."""

from saidanddone.config.settings import *  # noqa: F403

INSTALLED_APPS = ["saidanddone.ui", "saidanddone.core", "saidanddone.record", "django.contrib.contenttypes"]
