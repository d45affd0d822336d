"""Files that go with a contribution."""

from datetime import datetime

from django.db import transaction

from saidanddone.contributions import keeping, publishing, recording
from saidanddone.contributions.files import Upload
from saidanddone.contributions.models import Attachment, Contribution
from saidanddone.contributions.permissions import check_attach, check_detach
from saidanddone.core.viewer import Viewer


def attach(*, by: Viewer, at: datetime, contribution: Contribution, upload: Upload) -> Attachment:
    """Add a file. The same file twice is one."""
    with keeping.atomic_with_files():
        contribution = Contribution.objects.select_for_update(of=("self",)).get(pk=contribution.pk)
        held = list(contribution.attachments.all())
        if same := next((each for each in held if each.sha256 == upload.sha256), None):
            return same
        check_attach(by=by, contribution=contribution, held=len(held))
        attachment = keeping.keep(Attachment(contribution=contribution), upload)
        publishing.show_or_hold(contribution, by=by, at=at)
        recording.append_correction(contribution, by=by, at=at)
    return attachment


def detach(*, by: Viewer, at: datetime, attachment: Attachment) -> None:
    """Take a file away, and delete it."""
    with transaction.atomic():
        contribution = Contribution.objects.select_for_update(of=("self",)).get(pk=attachment.contribution_id)
        check_detach(by=by, contribution=contribution)
        keeping.delete(attachment)
        recording.append_correction(contribution, by=by, at=at)
