"""`saidanddone administrator EMAIL`: the first person who may invite the others."""

from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import CommandError
from django.core.validators import validate_email

from saidanddone.core import clock
from saidanddone.core.commands import ExampleCommand
from saidanddone.core.viewer import SITE
from saidanddone.people.actions import add_membership, add_person
from saidanddone.people.models import Person
from saidanddone.people.roles import RoleName


class Command(ExampleCommand):
    help = "Make someone an administrator of the site, with an account if they have none; they invite the others."
    example = "saidanddone administrator megan@example.org"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")

    def handle(self, *, email: str, **options: Any) -> None:
        try:
            validate_email(email)
            person = Person.objects.filter(email=email.lower()).first() or self._new(email)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        add_membership(by=SITE, person=person, organisation=None, role=RoleName.ADMINISTRATOR, at=clock.now())
        self.stdout.write(f"{person.email} is an administrator. Sign in at /account/login/.")

    def _new(self, email: str) -> Person:
        password = getpass("A password for the new account (12 characters or more): ")
        validate_password(password)
        return add_person(by=SITE, at=clock.now(), email=email, password=password)
