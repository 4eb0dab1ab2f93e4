"""Circulating: the number, the chain of initials and what comes back from it (SM-5 to SM-8, SM-11)."""

import re
from typing import Final
from uuid import UUID

from domain.documents.circulation_errors import (
    ContentChangedError,
    InitialsSignatureError,
    NotInTheChainError,
    NotYourTurnToInitialError,
    ReturnReasonMissingError,
    WarningsNotAcceptedError,
)
from domain.documents.commands import InitialDocument, NumberDocument, ReturnForCorrection, RouteForInitials
from domain.documents.drafting import check_editable
from domain.documents.errors import PaperNumberError, VerificationCodeError
from domain.documents.events import Initialled, Numbered, ReturnedForCorrection, RoutedForInitials, RoutedForSignature
from domain.documents.lettering import check_letter_routable
from domain.documents.limits import LONGEST_TEXT, check_length
from domain.documents.model import Document
from domain.documents.moves import (
    NotInInitialsError,
    NotReturnableError,
    NumberingClosedError,
    RoutingClosedError,
)
from domain.documents.routing import check_chains, check_routable, routing_warnings
from domain.documents.signing import check_certificate
from domain.documents.values import DocumentState, InitialsMethod, Medium
from domain.filing import FilePlan
from domain.parties import Act, DetsisNo, Role

_VERIFICATION_CODE: Final = re.compile(r"[A-Z0-9]{16,64}", re.ASCII)
"""16 of 36 letters and digits hold 82 bits."""


def check_numberable(document: Document, command: NumberDocument, plan: FilePlan, act: Act) -> None:
    """Raise the refusal of the first rule that keeps the draft from taking a number (SM-5)."""
    if document.state is not DocumentState.DRAFT:
        raise NumberingClosedError(document.state)
    if not act.has(Role.SYSTEM, Role.REGISTRAR):
        check_editable(document, act, NumberingClosedError)
    if document.content.medium is not Medium.ELECTRONIC:
        raise PaperNumberError
    DetsisNo(command.detsis_no)
    plan.leaf(command.file_code)
    if not _VERIFICATION_CODE.fullmatch(command.verification_code.replace("-", "")):
        raise VerificationCodeError


def take_number(
    document: Document,
    command: NumberDocument,
    act: Act,
    *,
    plan: FilePlan,
    document_no: str,
    registration_no: int,
    register_id: UUID,
) -> None:
    """Give the draft the number that was just allocated for it (SM-5)."""
    check_numberable(document, command, plan, act)
    new = document.content.changed(document_no=document_no, verification_code=command.verification_code)
    document.record(
        Numbered,
        act,
        document_no=document_no,
        detsis_no=command.detsis_no,
        file_code=command.file_code,
        file_plan_version=plan.version,
        registration_no=registration_no,
        register_id=register_id,
        verification_code=command.verification_code,
        content_digest=new.digest,
    )


def route_for_initials(document: Document, command: RouteForInitials, act: Act) -> None:
    """Send the draft out; without steps it goes straight to the signers (SM-6, SM-11)."""
    check_editable(document, act, RoutingClosedError)
    check_routable(document.content)
    check_letter_routable(document.content)
    check_chains(command.steps, command.signers)
    open_warnings = [item for item in routing_warnings(document.content) if item not in command.accepted_warnings]
    if open_warnings:
        raise WarningsNotAcceptedError(warnings=", ".join(open_warnings))
    digest = document.content.digest
    document.record(
        RoutedForInitials,
        act,
        steps=command.steps,
        signers=command.signers,
        accepted_warnings=command.accepted_warnings,
        content_digest=digest,
    )
    _go_to_signature(document, act)


def initial(document: Document, command: InitialDocument, act: Act) -> None:
    """Initial in one's turn; the last initials send the document to its signers (SM-7, SM-11)."""
    step = document.next_initials
    if step is None:
        raise NotInInitialsError(document.state)
    if act.actor.id != step.person_id:
        raise NotYourTurnToInitialError(name=step.name)
    if command.content_digest != document.content.digest:
        raise ContentChangedError
    if (command.method is InitialsMethod.E_SIGNATURE) != (command.signature is not None):
        raise InitialsSignatureError
    if command.signature is not None:
        check_certificate(command.signature, act.now)
    document.record(
        Initialled,
        act,
        order=step.order,
        person_id=step.person_id,
        name=step.name,
        title=step.title,
        method=command.method,
        content_digest=command.content_digest,
        signature=command.signature,
    )
    _go_to_signature(document, act)


def return_for_correction(document: Document, command: ReturnForCorrection, act: Act) -> None:
    """Give the document back to its drafter; initials and partial signatures no longer count (SM-8)."""
    step = document.next_initials or document.next_signer
    if step is None:
        raise NotReturnableError(document.state)
    if act.actor.id != step.person_id:
        raise NotInTheChainError
    if not command.reason.strip():
        raise ReturnReasonMissingError
    check_length("gerekçe / reason", command.reason, LONGEST_TEXT)
    document.record(
        ReturnedForCorrection,
        act.because(command.reason),
        person_id=act.actor.id,
        voided_initials=tuple(item.order for item in document.initials),
        voided_signatures=tuple(item.signature.signature_id for item in document.signatures),
    )


def _go_to_signature(document: Document, act: Act) -> None:
    if document.next_initials is None:
        document.record(RoutedForSignature, act, content_digest=document.content.digest)
