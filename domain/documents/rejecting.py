"""Rejecting: send back a package that did not pass its check, in time and with a reason (SM-35, S1-KEP-4, Y-30)."""

from domain.documents.commands import RejectDocument
from domain.documents.events import Received
from domain.documents.incoming_errors import (
    RejectionInventedDataError,
    RejectionReasonMissingError,
    RejectionRightMissingError,
    RejectionTooLateError,
)
from domain.documents.incoming_events import Rejected
from domain.documents.limits import LONGEST_SUBJECT, check_count, check_length
from domain.documents.model import Document
from domain.documents.moves import NotRejectableError
from domain.documents.values import DocumentState, PackageVerdict
from domain.events import ISTANBUL
from domain.parties import Act, Role
from domain.turkish import second_business_day_end

_LONGEST_REASON = 4000
"""Characters of the reason: a notice is a letter, not a log."""


def reject(document: Document, command: RejectDocument, act: Act) -> None:
    """Record the notice that sends the package back.

    1. the package did not pass: invalid, or registered with an undecided check; 2. the registry decides (SM-35);
    3. package id and reason are there; 4. nothing is told that could not be read (S1-KEP-4); 5. the second business
    day after the arrival is not over (Y-30-3, Y-30-5).
    """
    receipt = document.receipt
    if receipt is None or not _rejectable(document):  # 1
        raise NotRejectableError(document.state)
    if not act.has(Role.REGISTRAR):  # 2
        raise RejectionRightMissingError
    package_id = (command.package_id or _name_of(receipt)).strip()
    if not package_id or not command.reason_text.strip() or not command.reason_code.strip():  # 3
        raise RejectionReasonMissingError
    _check_lengths(command)
    unreadable = receipt.package_id is None or (receipt.encrypted and document.plain is None)
    if unreadable and (command.document_no or command.document_date or command.subject):  # 4
        raise RejectionInventedDataError
    deadline = second_business_day_end(receipt.received_at)
    if act.now > deadline:  # 5
        raise RejectionTooLateError(deadline=deadline.astimezone(ISTANBUL).strftime("%d.%m.%Y %H:%M"))
    document.record(
        Rejected,
        act,
        package_id=package_id,
        document_date=command.document_date or None,
        document_no=command.document_no or None,
        subject=command.subject or None,
        reason_code=command.reason_code,
        reason_text=command.reason_text,
        kep_address=command.kep_address,
        message_id=command.message_id,
        evidence_ids=command.evidence_ids,
        deadline=deadline,
    )


def _rejectable(document: Document) -> bool:
    """Invalid ones, and those that were registered although their check could not decide (Y-30-3)."""
    match document.state:
        case DocumentState.INVALID:
            return True
        case DocumentState.VALIDATED | DocumentState.REGISTERED:
            return document.verdict is PackageVerdict.INDETERMINATE
        case _:
            return False


def _name_of(receipt: Received) -> str:
    """What the notice calls the package: its id, or of an unreadable one the message or file it came as."""
    return receipt.package_id or receipt.message_id or receipt.package.name


def _check_lengths(command: RejectDocument) -> None:
    check_length("ret gerekçesi / reason", command.reason_text, _LONGEST_REASON)
    check_length("konu / subject", command.subject or "", LONGEST_SUBJECT)
    check_count("delil / evidence", len(command.evidence_ids))
