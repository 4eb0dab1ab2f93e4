"""Why a signature is not raised; each refusal says what to do instead."""

from datetime import datetime
from typing import ClassVar

from domain.events import Refusal


class RaisingRefusal(Refusal):
    """A signature may not be raised."""

    rule_id = "K-11"
    text_tr = "İmza güçlendirilemez."
    text_en = "The signature may not be raised."
    passing: ClassVar[bool] = False
    """May the same be asked again later with another outcome?"""

    @property
    def due(self) -> datetime | None:
        """When to ask again, where that is known."""
        found = self.details.get("due")
        return found if isinstance(found, datetime) else None


class SignatureUnreadableError(RaisingRefusal):
    """The file is no CMS signature."""

    text_tr = "Dosya bir CMS imzası olarak okunamadı ({detail}). İmzayı üreten sistemden dosyayı yeniden alın."
    text_en = "The file cannot be read as a CMS signature ({detail}). Get the file again from the system that made it."


class SignatureNotIntactError(RaisingRefusal):
    """A signer's digest or signature bytes do not verify; one broken signer blocks the whole file (K-11)."""

    text_tr = "İmza bozuk: {signer} ({detail}). Yalnız geçerli imzalar güçlendirilir; belgeyi yeniden imzalatın."
    text_en = "The signature of {signer} is broken ({detail}). Only valid signatures are raised; have it signed again."


class SignatureUndecidedError(RaisingRefusal):
    """Content or certificate is missing, so nobody can say whether the signature is good."""

    text_tr = "İmzanın doğruluğu belirlenemedi: {signer} ({detail}). Ayrık içeriği veya sertifikayı da verin."
    text_en = (
        "It cannot be decided whether {signer} signed this ({detail}). Hand over the content or the certificate too."
    )


class AlreadyTimeStampedError(RaisingRefusal):
    """The signer already has a signature time-stamp."""

    rule_id = "K-2"
    text_tr = "İmza zaten zaman damgalı (düzey {level}). Daha yüksek bir düzey isteyin."
    text_en = "The signature already has a time-stamp (level {level}). Ask for a higher level."


class PreservedByRecordError(RaisingRefusal):
    """An embedded evidence record covers the whole file; a change would break it."""

    rule_id = "K-10"
    text_tr = "Dosyayı bir kanıt kaydı (evidence record) koruyor; ekleme kaydı bozar. Kanıt kaydını yenileyin."
    text_en = "An evidence record protects the file; an addition would break it. Renew the evidence record instead."


class NotCadesError(RaisingRefusal):
    """The signature names no certificate by hash, so it is no CAdES and cannot be raised to one."""

    text_tr = "İmza CAdES değil (signing-certificate özniteliği yok): {signer}. CAdES-BES olarak yeniden imzalatın."
    text_en = "The signature of {signer} is no CAdES (no signing-certificate attribute). Have it signed as CAdES-BES."


class NoSuchSignerError(RaisingRefusal):
    """The file has fewer signers."""

    text_tr = "Dosyada {count} imzacı var; {number} numaralı imzacı yok. 1 ile {count} arasında bir sayı verin."
    text_en = "The file has {count} signers; there is no signer {number}. Give a number from 1 to {count}."


class SignerNotValidError(RaisingRefusal):
    """A signer is judged FAILED, for example revoked before the time-stamp; one blocks the whole file (K-11)."""

    text_tr = "İmza geçersiz: {signer} ({detail}). Yalnız geçerli imzalar arşivlenir; belgeyi yeniden imzalatın."
    text_en = "The signature of {signer} is not valid ({detail}). Only valid ones are archived; have it signed again."


class StampNotValidError(RaisingRefusal):
    """No time-stamp of the signer holds on which the next one could build."""

    text_tr = "{signer} imzasının zaman damgası geçersiz ({detail}). Geçerli damgalı kopyayı göndericiden isteyin."
    text_en = "The time-stamp of {signer} does not hold ({detail}). Ask the sender for a copy with a valid one."


class GraceRunningError(RaisingRefusal):
    """Revocation of the signer may still be reported for the time of signing (BTK P2, P3; K-15)."""

    rule_id = "K-15"
    passing = True
    text_tr = "Kesinleşme süresi bitmedi: {signer}. {due:%Y-%m-%d %H:%M} UTC sonrasında yeniden deneyin."
    text_en = "The grace period of {signer} is not over. Try again after {due:%Y-%m-%d %H:%M} UTC."


class ValidationDataMissingError(RaisingRefusal):
    """Chain or revocation data is not to be had now; nothing is said against the signature."""

    rule_id = "K-9"
    passing = True
    text_tr = "Doğrulama verisi eksik: {signer} ({detail}). İptal verisini verin veya kaynağa erişince yineleyin."
    text_en = "Validation data is missing: {signer} ({detail}). Supply revocation data, or try again when it answers."


class HalfwayError(RaisingRefusal):
    """Somebody began to add references or values; ours beside them would contradict them (TS 101 733, 6.2)."""

    rule_id = "K-14"
    text_tr = "{signer} imzasında başkasının başladığı başvuru öznitelikleri var; o araçla XL düzeyine tamamlatın."
    text_en = "The signature of {signer} holds references begun by another tool; have that tool complete it to XL."


class AlreadyAtLevelError(RaisingRefusal):
    """All the signers asked for have the level already, or a higher one."""

    rule_id = "K-2"
    text_tr = "İmza zaten {level} düzeyinde. Daha yüksek bir düzey isteyin."
    text_en = "The signature has level {level} already. Ask for a higher level."


class ArchiveFormError(RaisingRefusal):
    """An archived signature is prolonged by archive time-stamps v3 only (EN 319 122-1, 5.5.2)."""

    rule_id = "K-10"
    text_tr = "Arşiv damgalı imza v2 ile değil v3 arşiv damgasıyla uzatılır: {signer}. v3 isteyin."
    text_en = "An archived signature is prolonged by v3, not by v2: {signer}. Ask for v3."


class RenewalTooLateError(RaisingRefusal):
    """The newest archive time-stamp can no longer be proven, so a further one would preserve nothing (K-10)."""

    rule_id = "K-10"
    text_tr = (
        "Yenileme için geç kalındı: {signer} arşiv damgasının sertifikası {ended:%Y-%m-%d} günü bitti. "
        "Belgeyi gün mührünün kanıt kaydıyla kanıtlayın."
    )
    text_en = (
        "It is too late to renew {signer}: the certificate of the archive time-stamp ended on {ended:%Y-%m-%d}. "
        "Prove the document by the evidence record of its day's seal."
    )
