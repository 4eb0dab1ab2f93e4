"""Why a signature is not raised; each refusal says what to do instead."""

from domain.events import Refusal


class RaisingRefusal(Refusal):
    """A signature may not be raised."""

    rule_id = "K-11"
    text_tr = "İmza güçlendirilemez."
    text_en = "The signature may not be raised."


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
