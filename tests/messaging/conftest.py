import pytest

from tests.messaging.mail_server import serving


@pytest.fixture
def mail_server(settings):
    with serving() as server:
        settings.EMAIL_BACKEND = "saidanddone.messaging.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        yield server
