"""Keeps the print folder to what may still be posted: letters lie there in clear."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable

import sqlalchemy as sa
from flask import current_app, flash
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from forms_backend.letters.channels import PrintQueue
from forms_backend.letters.models import OutboxItem
from forms_backend.letters.parcels import print_key
from forms_backend.letters.stopping import may_still_go

_NAME = re.compile(r"[A-Z0-9-]+(_[A-Za-z0-9]+){2,3}")
log = logging.getLogger(__name__)


def sweep(session: Session, queue: PrintQueue, names: Iterable[str] | None = None) -> None:
    """Take every file out that must not be posted or was.

    Files are listed before the database is asked, so one that is being written now is never taken by mistake. A name that no
    letter of ours has is left alone.
    """
    found = [name for name in (queue.names() if names is None else names) if _NAME.fullmatch(name)]
    for name in found:
        item = session.execute(
            sa.select(may_still_go()).select_from(OutboxItem).where(OutboxItem.key == print_key(name))
        ).scalar()
        if item is not None and not item:
            _take_out(queue, name)


def take_out_or_tell(names: Iterable[str]) -> None:
    """After the commit: what was posted or stopped goes. Where the folder does not let us, whoever is signed in is told."""
    queue = PrintQueue(current_app.extensions["settings"].print_dir)
    left = [name for name in names if not _take_out(queue, name)]
    if left:
        flash(
            _("The file in the print folder could not be removed. It will be tried again. Tell whoever looks after the portal.")
        )


def _take_out(queue: PrintQueue, name: str) -> bool:
    """False when the folder did not let us: then the worker tries again at its next round."""
    try:
        queue.take_out(name)
    except OSError as fault:
        log.error("could not take %s out of the print folder: %s", name, type(fault).__name__)
        return False
    return True
