"""The settings with messaging alone, so that a process that is meant to be killed starts quickly."""

from saidanddone.config.settings import *  # noqa: F403 - it is the same installation

INSTALLED_APPS = ["saidanddone.ui", "saidanddone.core", "saidanddone.messaging", "django_tasks", "django_tasks_db"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
"""What is queued is not run by itself: the processes here call the work by its name."""
