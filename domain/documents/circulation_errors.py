"""Refusals of circulation: initials, signatures, cancelling, sealing and filing."""

from domain.events import Refusal


class BodyMissingError(Refusal):
    """There is no package without a cover letter."""

    rule_id = "K-1"
    field = "body"
    text_tr = "Üst yazı yok: parafa sunmadan önce üst yazıyı ekleyin."
    text_en = "There is no cover letter: add one before sending the document out."


class RecipientMissingError(Refusal):
    """The distribution list is mandatory metadata."""

    rule_id = "S2-r-1"
    field = "recipients"
    text_tr = "Dağıtım boş: en az bir muhatap ekleyin."
    text_en = "The distribution is empty: add at least one recipient."


class ChainOrderError(Refusal):
    """Turns are counted from 1, nobody comes twice, ranks never fall."""

    rule_id = "SM-6"
    field = "steps"
    text_tr = "Paraf veya imza sırası hatalı: sıralar 1'den başlar, kimse iki kez yer almaz, unvan derecesi düşmez."
    text_en = "The chain is wrong: turns run from 1, nobody comes twice, ranks never fall."


class SignerMissingError(Refusal):
    """A document has at least one signer."""

    rule_id = "SM-6"
    field = "signers"
    text_tr = "İmzacı yok: en az bir imzacı belirleyin."
    text_en = "There is no signer: name at least one."


class SignerAuthorityError(Refusal):
    """A signer is covered by the signing-authority rules."""

    rule_id = "S2-h-10"
    field = "signers"
    text_tr = "{name} için imza yetkisinin dayanağını gösterin."
    text_en = "Name the rule that gives {name} authority to sign."


class SignerOfficeError(Refusal):
    """Who signs by delegation or acts for an office names it."""

    rule_id = "S2-h-13"
    field = "signers"
    text_tr = "{name} yetki devri veya vekâletle imzalıyor: adına imzaladığı makamı yazın."
    text_en = "{name} signs by delegation or as acting: name the office signed for."


class TitleAbbreviatedError(Refusal):
    """Titles in the chain of initials are written out."""

    rule_id = "S2-k-1"
    field = "steps"
    text_tr = "“{title}” kısaltılmış: paraftaki unvan kısaltılmadan yazılır."
    text_en = "“{title}” is abbreviated: titles in the chain are written out."


class WarningsNotAcceptedError(Refusal):
    """Warnings of the format check are accepted one by one before a document goes out."""

    rule_id = "SM-6"
    field = "accepted_warnings"
    text_tr = "Kabul edilmemiş uyarılar var ({warnings}): düzeltin veya kabul ettiğinizi belirtin."
    text_en = "There are warnings not accepted ({warnings}): correct them or accept them."


class NotYourTurnToInitialError(Refusal):
    """Initials are given in turn."""

    rule_id = "SM-7"
    text_tr = "Paraf sırası sizde değil; sıradaki: {name}."
    text_en = "It is not your turn to initial; next is {name}."


class ContentChangedError(Refusal):
    """What is initialled is what was shown."""

    rule_id = "S2-k-9"
    field = "content_digest"
    text_tr = "Gördüğünüz içerik artık geçerli değil: belgeyi yeniden açıp inceleyin."
    text_en = "What you saw is not the present content: open the document again."


class InitialsSignatureError(Refusal):
    """Initials by e-signature bring a signature; e-approval brings none."""

    rule_id = "S2-k-4"
    field = "signature"
    text_tr = "e-imza ile parafta imza verilir; e-onayda verilmez."
    text_en = "Initials by e-signature bring a signature; e-approval brings none."


class NotInTheChainError(Refusal):
    """Only who has the turn may return a document."""

    rule_id = "SM-8"
    text_tr = "Belgeyi yalnız sırası gelen parafçı veya imzacı iade edebilir."
    text_en = "Only the person whose turn it is may return the document."


class ReturnReasonMissingError(Refusal):
    """A return says why."""

    rule_id = "SM-8"
    field = "reason"
    text_tr = "İade gerekçesini yazın."
    text_en = "Say why the document is returned."


class NotYourTurnToSignError(Refusal):
    """Signatures are given in turn."""

    rule_id = "SM-12"
    text_tr = "İmza sırası sizde değil; sıradaki: {name}."
    text_en = "It is not your turn to sign; next is {name}."


class NumberMissingError(Refusal):
    """No signature, file or dispatch without a number."""

    rule_id = "S2-ç-1"
    text_tr = "Belgenin sayısı yok: iade edilip sayı verildikten sonra imzalanabilir."
    text_en = "The document has no number: have it returned and numbered first."


class GradeNotConfirmedError(Refusal):
    """The signer answers for the grade and confirms it."""

    rule_id = "CF-2"
    field = "confirmed_classification"
    text_tr = "İmzacı gizlilik derecesini onaylamalı; belgenin derecesi: {grade}."
    text_en = "The signer confirms the grade; the document's grade is {grade}."


class ViewedDigestError(Refusal):
    """What you see is what you sign."""

    rule_id = "K-19"
    field = "viewed_digest"
    text_tr = "İmzalanan içerik, gösterilen veya önceki imzacının imzaladığı içerik değil: belgeyi yeniden açın."
    text_en = "What is signed is not what was shown, or not what the other signers signed: open it again."


class CertificateNotGoodError(Refusal):
    """A revoked or expired certificate makes no signature."""

    rule_id = "K-3"
    field = "signature"
    text_tr = "Sertifika iptal edilmiş veya imza anında geçerli değil: geçerli bir sertifikayla imzalayın."
    text_en = "The certificate is revoked or was not valid when signing: sign with a valid one."


class AppointmentNotValidError(Refusal):
    """A delegation or acting appointment holds on the day of the time stamp."""

    rule_id = "S2-h-15"
    text_tr = "Yetki devri veya vekâlet imza gününde geçerli değil."
    text_en = "The delegation or acting appointment does not hold on the day of signing."


class StampMissingError(Refusal):
    """A document is dated by the time stamp of its last signature."""

    rule_id = "S2-d-3"
    text_tr = "Bütün imzalarda zaman damgası olmadan belge tarih alamaz."
    text_en = "Without a time stamp in every signature the document has no date."


class NotASignerError(Refusal):
    """Only the signer whose turn it is may refuse."""

    rule_id = "SM-14"
    text_tr = "İmzadan yalnız sırası gelen imzacı imtina edebilir."
    text_en = "Only the signer whose turn it is may refuse to sign."


class RefusalReasonMissingError(Refusal):
    """A refusal says why."""

    rule_id = "SM-14"
    field = "reason"
    text_tr = "İmtina gerekçesini yazın."
    text_en = "Say why you refuse to sign."


class CancelRightMissingError(Refusal):
    """The drafter or the unit's manager cancels."""

    rule_id = "SM-15"
    text_tr = "Belgeyi yalnız hazırlayan veya birim amiri iptal edebilir."
    text_en = "Only the drafter or the unit's manager may cancel the document."


class CancelReasonMissingError(Refusal):
    """A cancellation says why."""

    rule_id = "SM-15"
    field = "reason"
    text_tr = "İptal gerekçesini yazın."
    text_en = "Say why the document is cancelled."


class SealKeeperMissingError(Refusal):
    """The holder of the seal key, or the system for it, seals."""

    rule_id = "SM-16"
    text_tr = "Mühürleme yetkiniz yok: mühür anahtarı sorumlusuna başvurun."
    text_en = "You may not seal: ask the keeper of the seal key."


class FinalDigestError(Refusal):
    """The seal covers the final digest document."""

    rule_id = "SM-16"
    field = "final_digest"
    text_tr = "Mühür nihai özeti kapsamıyor veya özet listesi boş: nihai özeti yeniden mühürleyin."
    text_en = "The seal does not cover the final digest, or its list is empty: seal the final digest again."


class FilingRightMissingError(Refusal):
    """Its unit, the registry or the archive files a document."""

    rule_id = "SM-21"
    text_tr = "Belgeyi yalnız birimi, evrak birimi veya arşiv dosyalayabilir."
    text_en = "Only its unit, the registry or the archive may file the document."


class FileMissingError(Refusal):
    """A document is filed in a file."""

    rule_id = "T-3"
    field = "file_id"
    text_tr = "Dosya belirtin: belge bir standart dosya planı kodu altındaki dosyaya konur."
    text_en = "Name the file: documents are put in a file under a file code."


class TranslationMissingError(Refusal):
    """A document in another language is filed with its signed Turkish counterpart."""

    rule_id = "S2-ğ-15"
    field = "translation_document_id"
    text_tr = "Yabancı dildeki belge için imzalı Türkçe karşılığını bağlayın."
    text_en = "Link the signed Turkish counterpart of a document in another language."
