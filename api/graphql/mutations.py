"""All mutations: each names its operation and hands its input over."""

from typing import Annotated

import strawberry

from api.access import Operation
from api.graphql import incoming_input as incoming
from api.graphql import outgoing_input as outgoing
from api.graphql.context import KutukInfo
from api.graphql.describing import commanded
from api.graphql.intake import IntakeResult, TakeInPackageInput, take_in
from api.graphql.results import CommandResult
from api.graphql.submitting import submit

_GIVEN = strawberry.argument(description="İşlemin bilgileri.")


@strawberry.type(description="İşlemler: her biri kaydedilir; cevabı belge ya da adı konmuş bir rettir.")
class Mutation:
    """One method per command of the book."""

    @commanded("Taslak açar (SM-1).")
    async def draft_document(
        self, info: KutukInfo, input: Annotated[outgoing.DraftDocumentInput, _GIVEN]
    ) -> CommandResult:
        """`domain.documents`: draft document."""
        return await submit(info, Operation.DRAFT, input)

    @commanded("Taslağı değiştirir (SM-2).")
    async def edit_draft(self, info: KutukInfo, input: Annotated[outgoing.EditDraftInput, _GIVEN]) -> CommandResult:
        """`domain.documents`: edit draft."""
        return await submit(info, Operation.DRAFT, input)

    @commanded("Gizlilik derecesi önerir (SM-3).")
    async def propose_grade(
        self, info: KutukInfo, input: Annotated[outgoing.ProposeGradeInput, _GIVEN]
    ) -> CommandResult:
        """`domain.documents`: propose grade."""
        return await submit(info, Operation.DRAFT, input)

    @commanded("İvediliği belirler (SM-3).")
    async def set_urgency(self, info: KutukInfo, input: Annotated[outgoing.SetUrgencyInput, _GIVEN]) -> CommandResult:
        """`domain.documents`: set urgency."""
        return await submit(info, Operation.DRAFT, input)

    @commanded("Ek ekler (SM-4).")
    async def add_enclosure(
        self, info: KutukInfo, input: Annotated[outgoing.AddEnclosureInput, _GIVEN]
    ) -> CommandResult:
        """`domain.documents`: add enclosure."""
        return await submit(info, Operation.DRAFT, input)

    @commanded("Eki çıkarır (SM-4).")
    async def remove_enclosure(
        self, info: KutukInfo, input: Annotated[outgoing.RemoveEnclosureInput, _GIVEN]
    ) -> CommandResult:
        """`domain.documents`: remove enclosure."""
        return await submit(info, Operation.DRAFT, input)

    @commanded("İlgi ekler (SM-4).")
    async def add_reference(
        self, info: KutukInfo, input: Annotated[outgoing.AddReferenceInput, _GIVEN]
    ) -> CommandResult:
        """`domain.documents`: add reference."""
        return await submit(info, Operation.DRAFT, input)

    @commanded("İlgiyi çıkarır (SM-4).")
    async def remove_reference(
        self, info: KutukInfo, input: Annotated[outgoing.RemoveReferenceInput, _GIVEN]
    ) -> CommandResult:
        """`domain.documents`: remove reference."""
        return await submit(info, Operation.DRAFT, input)

    @commanded("Muhatap ekler (SM-4).")
    async def add_recipient(
        self, info: KutukInfo, input: Annotated[outgoing.AddRecipientInput, _GIVEN]
    ) -> CommandResult:
        """`domain.documents`: add recipient."""
        return await submit(info, Operation.DRAFT, input)

    @commanded("Muhatabı çıkarır (SM-4).")
    async def remove_recipient(
        self, info: KutukInfo, input: Annotated[outgoing.RemoveRecipientInput, _GIVEN]
    ) -> CommandResult:
        """`domain.documents`: remove recipient."""
        return await submit(info, Operation.DRAFT, input)

    @commanded("Taslağın yazısını verir ve kurallarla denetletir (SM-6); reddeden bulgusu olan yazı parafa sunulamaz.")
    async def check_letter(self, info: KutukInfo, input: Annotated[outgoing.CheckLetterInput, _GIVEN]) -> CommandResult:
        """`domain.documents`: check letter."""
        return await submit(info, Operation.DRAFT, input)

    @commanded("Belgeye sayı verir (SM-5); sayı yeniden kullanılmaz.")
    async def number_document(
        self, info: KutukInfo, input: Annotated[outgoing.NumberDocumentInput, _GIVEN]
    ) -> CommandResult:
        """`domain.documents`: number document."""
        return await submit(info, Operation.DRAFT, input)

    @commanded("Belgeyi parafa ve imzaya sunar (SM-6).")
    async def route_for_initials(
        self, info: KutukInfo, input: Annotated[outgoing.RouteForInitialsInput, _GIVEN]
    ) -> CommandResult:
        """`domain.documents`: route for initials."""
        return await submit(info, Operation.ROUTE, input)

    @commanded("Belgeyi paraflar (SM-7).")
    async def initial_document(
        self, info: KutukInfo, input: Annotated[outgoing.InitialDocumentInput, _GIVEN]
    ) -> CommandResult:
        """`domain.documents`: initial document."""
        return await submit(info, Operation.ROUTE, input)

    @commanded("Belgeyi düzeltme için iade eder (SM-8).")
    async def return_for_correction(
        self, info: KutukInfo, input: Annotated[outgoing.ReturnForCorrectionInput, _GIVEN]
    ) -> CommandResult:
        """`domain.documents`: return for correction."""
        return await submit(info, Operation.ROUTE, input)

    @commanded("Hazır imzayı ekler (SM-12); son imza belgeyi tamamlar (SM-13).")
    async def sign_document(
        self, info: KutukInfo, input: Annotated[outgoing.SignDocumentInput, _GIVEN]
    ) -> CommandResult:
        """`domain.documents`: sign document."""
        return await submit(info, Operation.SIGN, input)

    @commanded("İmzadan imtina eder (SM-14).")
    async def refuse_signature(
        self, info: KutukInfo, input: Annotated[outgoing.RefuseSignatureInput, _GIVEN]
    ) -> CommandResult:
        """`domain.documents`: refuse signature."""
        return await submit(info, Operation.SIGN, input)

    @commanded("İmzalanmamış belgeyi iptal eder (SM-15).")
    async def cancel_document(
        self, info: KutukInfo, input: Annotated[outgoing.CancelDocumentInput, _GIVEN]
    ) -> CommandResult:
        """`domain.documents`: cancel document."""
        return await submit(info, Operation.CANCEL, input)

    @commanded("Kurum mührünü ekler (SM-16).")
    async def seal_document(
        self, info: KutukInfo, input: Annotated[outgoing.SealDocumentInput, _GIVEN]
    ) -> CommandResult:
        """`domain.documents`: seal document."""
        return await submit(info, Operation.SEAL, input)

    @commanded("Belgeyi dosyasına koyar (SM-21, SM-41).")
    async def file_document(
        self, info: KutukInfo, input: Annotated[outgoing.FileDocumentInput, _GIVEN]
    ) -> CommandResult:
        """`domain.documents`: file document."""
        return await submit(info, Operation.FILE, input)

    @commanded("Doğrulanmış gelen belgeyi kaydeder (SM-34).")
    async def register_document(
        self, info: KutukInfo, input: Annotated[incoming.RegisterDocumentInput, _GIVEN]
    ) -> CommandResult:
        """`domain.documents`: register document."""
        return await submit(info, Operation.REGISTER_INCOMING, input)

    @commanded("Denetimi geçemeyen paketi gönderene geri gönderir (SM-35).")
    async def reject_document(
        self, info: KutukInfo, input: Annotated[incoming.RejectDocumentInput, _GIVEN]
    ) -> CommandResult:
        """`domain.documents`: reject document."""
        return await submit(info, Operation.REGISTER_INCOMING, input)

    @commanded("Belgeyi havale eder (SM-38).")
    async def assign_document(
        self, info: KutukInfo, input: Annotated[incoming.AssignDocumentInput, _GIVEN]
    ) -> CommandResult:
        """`domain.documents`: assign document."""
        return await submit(info, Operation.ASSIGN_INCOMING, input)

    @commanded("Belgeyi yeniden havale eder (SM-39).")
    async def reassign_document(
        self, info: KutukInfo, input: Annotated[incoming.ReassignDocumentInput, _GIVEN]
    ) -> CommandResult:
        """`domain.documents`: reassign document."""
        return await submit(info, Operation.ASSIGN_INCOMING, input)

    @commanded("Belgeyi evrak birimine iade eder (SM-39).")
    async def return_to_registry(
        self, info: KutukInfo, input: Annotated[incoming.ReturnToRegistryInput, _GIVEN]
    ) -> CommandResult:
        """`domain.documents`: return to registry."""
        return await submit(info, Operation.ASSIGN_INCOMING, input)

    @commanded("Cevap belgesini bağlar (SM-40).")
    async def answer_document(
        self, info: KutukInfo, input: Annotated[incoming.AnswerDocumentInput, _GIVEN]
    ) -> CommandResult:
        """`domain.documents`: answer document."""
        return await submit(info, Operation.CONCLUDE_INCOMING, input)

    @commanded("Belgeyi cevapsız kapatır (SM-40).")
    async def close_without_answer(
        self, info: KutukInfo, input: Annotated[incoming.CloseWithoutAnswerInput, _GIVEN]
    ) -> CommandResult:
        """`domain.documents`: close without answer."""
        return await submit(info, Operation.CONCLUDE_INCOMING, input)

    @commanded("Yüklenmiş e-Yazışma paketini alır: saklar, açar, denetler, kaydeder (SM-31, SM-34).")
    async def take_in_package(self, info: KutukInfo, input: Annotated[TakeInPackageInput, _GIVEN]) -> IntakeResult:
        """`api.procedures.intake`: take a package in."""
        return await take_in(info, input)
