"""What a referral and an application have in common: a reference, a status, sealed answers, and the keys to open them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from forms_backend import sealing
from forms_backend.contact import safe_contact
from forms_backend.contact.safe_contact import SafeContact
from forms_backend.database import Moment
from forms_backend.sealing import CaseKeys, Keyring


class SealedCase:
    """Columns of a case. What stays readable here is the list in docs/decisions/0001; everything a person typed is sealed.

    `submission_id` is the draft's id: UNIQUE, so the same form sent twice makes one case.
    `version` refuses the second of two people who change one case at once.
    """

    reference: Mapped[str] = mapped_column(sa.String(16), primary_key=True)
    controller: Mapped[str] = mapped_column(sa.String(40), index=True)
    status: Mapped[str] = mapped_column(sa.String(40), index=True)
    received_at_utc: Mapped[datetime] = mapped_column(Moment)
    submission_id: Mapped[str] = mapped_column(sa.String(64), unique=True)
    sealed_keys: Mapped[bytes]
    code_salt: Mapped[bytes]
    letters_key_by_code: Mapped[bytes]
    sealed_answers: Mapped[bytes]
    sealed_contact: Mapped[bytes]
    version: Mapped[int] = mapped_column(default=1)

    @sa.orm.declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.__table__.c.version}

    def seal(self, keys: CaseKeys, column: str, value: Any) -> bytes:
        """Seal one JSON value for a column of this row."""
        return sealing.seal_field(keys.case_key, value, table=self.__tablename__, column=column, row=self.reference)

    def open(self, keys: CaseKeys, column: str) -> Any:
        """Open one sealed column of this row; None when it is empty."""
        sealed = getattr(self, column)
        if sealed is None:
            return None
        return sealing.open_field(keys.case_key, sealed, table=self.__tablename__, column=column, row=self.reference)


@dataclass(frozen=True)
class Receipt:
    """What the receipt needs, made when the check-answers page is shown, so that pressing Send stays quick.

    Deriving a key from the code is slow by design; it is done once, ahead, and kept in the sealed draft.
    """

    reference: str
    code: str
    code_salt: bytes
    code_key: bytes


def open_keys(case: SealedCase, keyring: Keyring) -> CaseKeys:
    """Open a case's keys with the private key of its controller (desk and worker only)."""
    return keyring.open_keys(case.sealed_keys, case.controller, case.reference)


def open_contact(case: SealedCase, keys: CaseKeys) -> SafeContact:
    """The safe-contact plan as it stands now."""
    return safe_contact.from_json(case.open(keys, "sealed_contact"))
