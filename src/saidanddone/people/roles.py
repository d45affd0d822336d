"""What each role may do: one enum of permissions, and one small class per role with a sentence to read."""

from enum import StrEnum

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    """One thing that only some may do. Held in an organisation, or on the whole site."""

    ENTER_FOR_OTHERS = "enter_for_others"
    READ_INBOX = "read_inbox"
    ANSWER = "answer"
    PAUSE_CLOCK = "pause_clock"
    LINK_SAME = "link_same"
    PUBLISH_PROMISE = "publish_promise"
    EDIT_ORGANISATION = "edit_organisation"
    INVITE = "invite"
    EDIT_LISTS = "edit_lists"
    IMPORT = "import"
    WRITE = "write"
    PUBLISH = "publish"
    COMMIT = "commit"
    UPDATE = "update"
    MEASURE = "measure"
    HANDLE_MONEY = "handle_money"
    ALLY = "ally"
    MODERATE = "moderate"
    ADMINISTER = "administer"


class RoleName(models.TextChoices):
    CONNECTOR = "connector", _("Connector")
    OFFICER = "officer", _("Officer")
    LEAD = "lead", _("Lead")
    STEWARD = "steward", _("Steward")
    MODERATOR = "moderator", _("Moderator")
    ADMINISTRATOR = "administrator", _("Administrator")


class Role:
    """A named set of permissions."""

    name: RoleName
    sentence: str | Promise
    permissions: frozenset[Permission]
    of_site = False


class Connector(Role):
    name = RoleName.CONNECTOR
    sentence = _("Carries what people of a community say to services, and the answers back.")
    permissions = frozenset({Permission.ENTER_FOR_OTHERS})


class Officer(Role):
    name = RoleName.OFFICER
    sentence = _("Answers for the organisation, writes what was understood, and says how its promises go.")
    permissions = frozenset(
        {
            Permission.ENTER_FOR_OTHERS,
            Permission.READ_INBOX,
            Permission.ANSWER,
            Permission.PAUSE_CLOCK,
            Permission.LINK_SAME,
            Permission.WRITE,
            Permission.UPDATE,
            Permission.ALLY,
        }
    )


class Lead(Role):
    name = RoleName.LEAD
    sentence = _("Does what an officer does, publishes decisions, makes promises, and invites colleagues.")
    permissions = Officer.permissions | {
        Permission.PUBLISH_PROMISE,
        Permission.EDIT_ORGANISATION,
        Permission.INVITE,
        Permission.PUBLISH,
        Permission.COMMIT,
        Permission.MEASURE,
        Permission.HANDLE_MONEY,
    }


class Steward(Role):
    name = RoleName.STEWARD
    sentence = _("Looks after the organisation's data: its services, its lists, what is brought in from files.")
    permissions = frozenset(
        {
            Permission.READ_INBOX,
            Permission.EDIT_ORGANISATION,
            Permission.IMPORT,
            Permission.MEASURE,
            Permission.HANDLE_MONEY,
        }
    )


class Moderator(Role):
    name = RoleName.MODERATOR
    sentence = _("Checks what is reported or held, decides with a reason, and hears appeals.")
    permissions = frozenset({Permission.MODERATE, Permission.LINK_SAME})
    of_site = True


class Administrator(Role):
    name = RoleName.ADMINISTRATOR
    sentence = _("Sets the site up: organisations, roles, lists, and how each channel is checked.")
    permissions = frozenset(
        {
            Permission.ADMINISTER,
            Permission.INVITE,
            Permission.EDIT_LISTS,
            Permission.EDIT_ORGANISATION,
            Permission.PUBLISH_PROMISE,
            Permission.IMPORT,
        }
    )
    of_site = True


ROLES: dict[str, type[Role]] = {
    role.name.value: role for role in (Connector, Officer, Lead, Steward, Moderator, Administrator)
}
SITE_ROLES = frozenset(name for name, role in ROLES.items() if role.of_site)
