"""Refusals about incoming documents."""

from domain.events import Refusal


class IntakeRightMissingError(Refusal):
    """The system or the registry takes packages in and checks them."""

    rule_id = "SM-31"
    text_tr = "Belge almaya yalnız evrak birimi ve sistem yetkilidir."
    text_en = "Only the registry and the system take documents in."


class PackageAlreadyReceivedError(Refusal):
    """A package that comes again is the same document."""

    rule_id = "KEP-9"
    field = "package"
    text_tr = "Bu paket daha önce alındı: {document_id} kimlikli belgeye bakın."
    text_en = "This package was received before: see document {document_id}."


class ReceiptTimeError(Refusal):
    """Nothing arrives from the future."""

    rule_id = "SM-31"
    field = "received_at"
    text_tr = "Alınma zamanı gelecekte olamaz."
    text_en = "The time of receipt cannot lie in the future."


class RegistryRightMissingError(Refusal):
    """The registry office registers."""

    rule_id = "SM-34"
    text_tr = "Belgeyi yalnız evrak birimi kaydedebilir."
    text_en = "Only the registry office may register the document."


class UnitManagerMissingError(Refusal):
    """The unit's manager assigns."""

    rule_id = "SM-38"
    text_tr = "Havaleyi yalnız birim amiri yapabilir."
    text_en = "Only a unit's manager may assign the document."


class AssigneeMissingError(Refusal):
    """An assignment names a unit."""

    rule_id = "SM-38"
    field = "unit"
    text_tr = "Havale edilecek birimi belirtin."
    text_en = "Name the unit the document is assigned to."


class NotTheReceiverError(Refusal):
    """Only its receiver passes an assigned document on or gives it back."""

    rule_id = "SM-39"
    text_tr = "Belge size havale edilmemiş; yalnız havale edilen kişi veya birim işlem yapabilir."
    text_en = "The document is not assigned to you; only its receiver may do this."


class ReassignReasonMissingError(Refusal):
    """Passing on or giving back says why."""

    rule_id = "SM-39"
    field = "reason"
    text_tr = "Yeniden havale veya iade gerekçesini yazın."
    text_en = "Say why the document is passed on or given back."


class NotTheAssigneeError(Refusal):
    """Only its receiver answers or closes an assigned document."""

    rule_id = "SM-40"
    text_tr = "Belgeyi yalnız havale edilen kişi veya birim sonuçlandırabilir."
    text_en = "Only the person or unit it is assigned to may settle the document."


class ReplyNotSignedError(Refusal):
    """The answer is a signed document of this ledger."""

    rule_id = "SM-40"
    field = "reply_document_id"
    text_tr = "Cevap olarak, imzası tamamlanmış ve sayı almış bir belge gösterin."
    text_en = "Name a numbered document with a complete signature as the answer."


class CloseReasonMissingError(Refusal):
    """Closing without an answer says why."""

    rule_id = "SM-40"
    field = "reason"
    text_tr = "Cevapsız kapatma gerekçesini yazın."
    text_en = "Say why the document is closed without an answer."


class NotAnIncomingPackageError(Refusal):
    """Only a document that came as a package has another package for its duplicate."""

    rule_id = "KEP-9"
    text_tr = "Belge paketle gelmemiş; yinelenen paket bağlanamaz."
    text_en = "The document did not come as a package; no duplicate can be linked to it."


class RejectionRightMissingError(Refusal):
    """The registry office sends packages back."""

    rule_id = "SM-35"
    text_tr = "Paketi yalnız evrak birimi reddedebilir."
    text_en = "Only the registry office may reject a package."


class RejectionReasonMissingError(Refusal):
    """A notice of rejection says which package and why."""

    rule_id = "S1-KEP-4"
    field = "reason_text"
    text_tr = "Ret bildiriminde paketin kimliği ve ret gerekçesi boş olamaz; ikisini de yazın."
    text_en = "A rejection names the package and the reason; give both."


class RejectionInventedDataError(Refusal):
    """What could not be read from the package is not told."""

    rule_id = "S1-KEP-4"
    field = "document_no"
    text_tr = "Paket okunamadı; tarih, sayı ve konu bildirime yazılamaz. Bu alanları boş bırakın."
    text_en = "The package could not be read; date, number and subject cannot stand in the notice. Leave them out."


class RejectionTooLateError(Refusal):
    """After the second business day the package counts as accepted."""

    rule_id = "Y-30-5"
    text_tr = "Ret süresi {deadline} tarihinde doldu, belge kabul edilmiş sayılır; Y-32 veya Y-35 yolunu kullanın."
    text_en = "The time to reject ended at {deadline}, the document counts as accepted; go by Y-32 or Y-35 instead."
