"""Refusals of drafting: what a draft must and must not hold."""

from domain.events import Refusal


class DraftRightMissingError(Refusal):
    """Drafting needs the draft right in the unit."""

    rule_id = "SM-1"
    text_tr = "Taslak açma yetkiniz yok: biriminizin yetkilisinden isteyin."
    text_en = "You have no draft right: ask your unit's manager for it."


class WrongDirectionError(Refusal):
    """Incoming documents are received, not drafted."""

    rule_id = "Y-3-9"
    field = "direction"
    text_tr = "Taslak yalnız giden veya iç yazışma olabilir; gelen belge için alma işlemini kullanın."
    text_en = "A draft is outgoing or internal; take incoming documents in instead."


class MediumGroundMissingError(Refusal):
    """Paper needs a ground: electronic is the rule."""

    rule_id = "S1-GEN-1"
    field = "medium_ground"
    text_tr = "Fiziksel ortamda hazırlanan belge için dayanağı yazın (Z: mevzuat, O: kesinti)."
    text_en = "Give the ground for a physical document (Z: legislation, O: outage)."


class SubjectMissingError(Refusal):
    """The subject is mandatory metadata."""

    rule_id = "S2-r-1"
    field = "subject"
    text_tr = "Konu boş olamaz: belgenin konusunu yazın."
    text_en = "The subject cannot be empty: write what the document is about."


class LimitExceededError(Refusal):
    """Lists and texts have limits, which protect every reader of the ledger from unbounded events."""

    rule_id = "S2-r-1"
    text_tr = "“{what}” sınırı aşıldı: en çok {limit}."
    text_en = "The limit of “{what}” is exceeded: at most {limit}."


class NotAnEditorError(Refusal):
    """Only the drafter and named editors change a draft."""

    rule_id = "SM-2"
    text_tr = "Bu taslağı yalnız hazırlayan ve adı geçen düzenleyiciler değiştirebilir."
    text_en = "Only the drafter and its named editors may change this draft."


class NothingChangedError(Refusal):
    """An edit changes something."""

    rule_id = "SM-2"
    text_tr = "Değişiklik yok: farklı bir değer verin."
    text_en = "Nothing would change: give a different value."


class StoredFileError(Refusal):
    """Bytes are named by their SHA-256 digest, size, type and file name."""

    rule_id = "K-5"
    field = "file"
    text_tr = "Dosya bilgisi eksik veya hatalı: 64 haneli SHA-256 özeti, boyut, tür ve ad verin."
    text_en = "The file is described wrongly: give its 64-digit SHA-256, size, type and name."


class GradeWithdrawnError(Refusal):
    """The grade özel was withdrawn for new documents."""

    rule_id = "CF-3"
    field = "classification"
    text_tr = "Bu derece yeni belgelere verilemez ({basis}): hizmete özel, gizli veya çok gizli seçin."
    text_en = "New documents cannot carry this grade ({basis}): choose another one."


class GradeNeedsPaperError(Refusal):
    """Higher grades live on paper only."""

    rule_id = "CF-1"
    field = "classification"
    text_tr = "Bu derecedeki belge elektronik ortamda hazırlanamaz ve kaydedilemez ({basis}): fiziksel ortamda yürütün."
    text_en = "Documents of this grade are not handled electronically ({basis}): keep them on paper."


class GradeJustificationMissingError(Refusal):
    """A grade needs a justification; without one a document must not be graded."""

    rule_id = "S1-GİZ-13"
    field = "justification"
    text_tr = "Gizlilik derecesi için gerekçe yazın; tanıma uymayan belgeye derece verilmez."
    text_en = "Give a justification for the grade; documents outside the definitions are not graded."


class TopSecretAssignerError(Refusal):
    """Only designated persons may give the grade çok gizli."""

    rule_id = "S1-GİZ-7"
    field = "classification"
    text_tr = "Çok gizli derecesini yalnız bunun için görevlendirilenler verebilir."
    text_en = "Only persons designated for it may give the grade top secret."


class DueMissingError(Refusal):
    """GÜNLÜDÜR needs a reply time."""

    rule_id = "S2-ö-2"
    field = "due_duration"
    text_tr = "Günlü belge için cevap süresini verin (örneğin P5D)."
    text_en = "A dated document needs a reply time (for example P5D)."


class DueFormatError(Refusal):
    """A reply time is an ISO 8601 duration of days and hours, and only dated documents carry one."""

    rule_id = "S2-ö-2"
    field = "due_duration"
    text_tr = "Cevap süresi yalnız günlü belgede bulunur ve P5D, PT48H gibi yazılır."
    text_en = "Only dated documents carry a reply time, written like P5D or PT48H."


class PartExistsError(Refusal):
    """Each enclosure, reference and recipient has an id of its own."""

    rule_id = "K-7"
    field = "id"
    text_tr = "“{id}” kimliği bu belgede kullanılıyor: başka bir kimlik verin."
    text_en = "Id “{id}” is taken in this document: give another one."


class PartUnknownError(Refusal):
    """Only what is there can be removed or named."""

    rule_id = "K-7"
    field = "id"
    text_tr = "Bu belgede “{id}” kimlikli öge yok."
    text_en = "This document has no part with id “{id}”."


class EnclosureFileError(Refusal):
    """A file enclosure has bytes; a link has an address; a physical object has neither bytes nor a digest."""

    rule_id = "K-20"
    field = "enclosure"
    text_tr = "Dosya eki için dosyayı, harici referans için adresi verin; fiziksel ek dosya taşımaz."
    text_en = "Give the file of a file enclosure, the address of a link; physical enclosures carry no file."


class EnclosureSigningError(Refusal):
    """Links and physical enclosures can never be signed."""

    rule_id = "K-20"
    field = "enclosure"
    text_tr = "Harici referans ve fiziksel ek imzalı olamaz."
    text_en = "Links and physical enclosures cannot be signed."


class EnclosureFormatError(Refusal):
    """Enclosures are in formats of the interoperability list; name and content agree."""

    rule_id = "S2-ı-6"
    field = "enclosure"
    text_tr = "“{name}” ({media_type}) kabul edilen biçimlerden değil veya adı içeriğiyle uyuşmuyor."
    text_en = "“{name}” ({media_type}) is in no accepted format, or its name does not fit its content."


class EnclosureOmittedError(Refusal):
    """An enclosure that a recipient is told it lacks cannot be removed."""

    rule_id = "S2-ı-8"
    field = "enclosure_id"
    text_tr = "Bu ek bir muhatap için “konulmadı” olarak gösterilmiş: önce muhatabı düzeltin."
    text_en = "A recipient lists this enclosure as omitted: change that recipient first."


class OmittedEnclosureUnknownError(Refusal):
    """What a recipient does not get must be an enclosure of the document."""

    rule_id = "S2-ı-8"
    field = "omitted_enclosures"
    text_tr = "“{id}” bu belgenin ekleri arasında yok."
    text_en = "“{id}” is no enclosure of this document."


class ReferenceIncompleteError(Refusal):
    """A reference says which document it means: date, and sender or number or a link."""

    rule_id = "S2-g-7"
    field = "reference"
    text_tr = "İlgi için tarih ile birlikte gönderen, sayı veya defterdeki belgeyi verin."
    text_en = "Give a reference its date with a sender, a number or a document of this ledger."


class ReferenceDateError(Refusal):
    """The date of a reference is a calendar day, not in the future."""

    rule_id = "S2-g-5"
    field = "reference"
    text_tr = "İlgi tarihi geçerli ve geçmiş bir gün olmalı (YYYY-AA-GG)."
    text_en = "The date of a reference is a valid day (YYYY-MM-DD), not in the future."


class RecipientViaUnknownError(Refusal):
    """The party a letter goes through is itself a recipient."""

    rule_id = "S2-f-9"
    field = "via"
    text_tr = "Aracı olarak gösterilen muhatap dağıtımda yok."
    text_en = "The recipient it goes through is not in the distribution."


class VerificationCodeError(Refusal):
    """A verification code is unguessable and easy to type."""

    rule_id = "DV-2"
    field = "verification_code"
    text_tr = "Doğrulama kodu en az 80 bit rastgele, büyük ASCII harf ve rakamdan oluşmalı (en az 16 karakter)."
    text_en = "A verification code has at least 80 random bits in capital ASCII letters and digits (16 or more)."


class PaperNumberError(Refusal):
    """Paper documents take their number after signing, from another register."""

    rule_id = "CF-7"
    field = "medium"
    text_tr = "Fiziksel belge sayısını imzadan sonra alır; hazırlıkta sayı yalnız elektronik belgeye verilir."
    text_en = "Paper documents take their number after signing; only electronic ones while prepared."
