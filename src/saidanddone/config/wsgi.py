"""The WSGI application that granian serves."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saidanddone.config.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from saidanddone.config.safety import insist

application = get_wsgi_application()
insist(settings)
