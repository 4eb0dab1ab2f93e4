"""Turkish sentences for the codes of reasons, for people; the English message beside a code carries the details."""

from collections.abc import Mapping
from typing import Final

WORDING_TR: Final[Mapping[str, str]] = {
    # the file and its signers
    "file-unreadable": "Dosya bir CMS imzası olarak okunamadı.",
    "file-too-large": "Dosyadaki imzacı sayısı sınırı aşıyor.",
    "no-signer": "Dosyada imzacı yok.",
    "signer-unreadable": "İmzacı bilgisi okunamadı.",
    "trailing-bytes": "İmza yapısından sonra fazladan baytlar var; olduğu gibi saklanır.",
    "no-signed-attributes": "İmza doğrudan içerik üzerine atılmış; CAdES değil.",
    "not-cades": "İmza sertifikasını özetiyle anmıyor: yalın CMS, CAdES değil.",
    "attribute-not-single": "Tek olması gereken imzalı öznitelik birden çok kez geçiyor.",
    "attributes-unsorted": "İmzalı öznitelikler DER sırasında saklanmamış.",
    "signed-in-stored-order": "İmza, öznitelikleri DER sırasıyla değil saklandığı sırayla kapsıyor.",
    # content and digest
    "content-missing": "İmzalanan içerik elde yok.",
    "content-differs": "Dosyanın içindeki içerik, verilen içerik değil.",
    "content-type-missing": "İmzalı içerik türü (content-type) yok.",
    "content-type-differs": "İmzalı içerik türü, içeriğin türü değil.",
    "message-digest-missing": "İmzalı içerik özeti (message-digest) yok.",
    "message-digest-differs": "İçeriğin özeti imzalanan özet değil: içerik veya imza değiştirilmiş.",
    "digest-unknown": "İçerik özetinin algoritması bilinmiyor.",
    "digest-algorithms-differ": "İçerik ile imza farklı algoritmalarla özetlenmiş.",
    # certificate and signature
    "signer-certificate-missing": "İmzacının sertifikası ne dosyada ne verilenler arasında.",
    "signer-named-otherwise": "İmzacının adı veya seri numarası sertifikasındakinden farklı yazılmış.",
    "ess-missing": "Zaman damgası sertifikasını özetiyle anmıyor.",
    "ess-hash-differs": "İmzanın andığı sertifika özeti, imzacının sertifikasının özeti değil.",
    "ess-hash-unknown": "Sertifika özetinin algoritması bilinmiyor.",
    "signature-bad": "İmza, imzacının sertifikasıyla doğrulanmıyor.",
    "signature-unsupported": "İmza algoritması veya anahtarı bu programca hesaplanamıyor.",
    "signature-not-computed": "İmza hesaplanamadı.",
    "counter-signature-not-valid": "Bir seri (karşı) imza geçersiz.",
    # trust
    "no-trusted-path": "Sertifikadan güvenilen bir köke yol kurulamadı.",
    "path-invalid": "Sertifika yolu geçersiz.",
    "path-algorithm-too-weak": "Sertifika yolundaki bir algoritmaya artık güvenilmiyor.",
    "hash-too-weak": "Özet algoritmasına artık güvenilmiyor.",
    "key-too-short": "Anahtar bu tarihte güvenilemeyecek kadar kısa.",
    "certificate-expired": "Sertifikanın süresi dolmuş.",
    "certificate-not-yet-valid": "Sertifika henüz geçerli değil.",
    "certificate-revoked": "Sertifika iptal edilmiş.",
    "certificate-ended-no-proof": "Sertifikanın süresi dolmuş; imzanın daha eski olduğunu kanıtlayan damga yok.",
    "certificate-revoked-no-proof": "Sertifika iptal edilmiş; imzanın daha eski olduğunu kanıtlayan damga yok.",
    "revocation-unknown": "Sertifikanın iptal durumu bilinmiyor.",
    "revocation-not-checked": "Sertifika için iptal bilgisi elde yok.",
    "authority-revocation-not-checked": "Sertifika makamları için iptal bilgisi elde yok.",
    # time-stamps inside a signature
    "stamp-unreadable": "Zaman damgası özniteliğinin değeri bir zaman damgası değil.",
    "stamp-not-evaluated": "Zaman damgası var, ancak değerlendirilmedi.",
    "content-stamp-not-valid": "İçerik zaman damgası kanıt sayılmıyor.",
    "signature-stamp-not-valid": "İmza zaman damgası kanıt sayılmıyor.",
    "x1-stamp-not-valid": "X tip 1 zaman damgası kanıt sayılmıyor.",
    "x2-stamp-not-valid": "X tip 2 zaman damgası kanıt sayılmıyor.",
    "archive-v1-stamp-not-valid": "Arşiv zaman damgası (v1) kanıt sayılmıyor.",
    "archive-v2-stamp-not-valid": "Arşiv zaman damgası (v2) kanıt sayılmıyor.",
    "archive-v3-stamp-not-valid": "Arşiv zaman damgası (v3) kanıt sayılmıyor.",
    # answers and tokens of an authority
    "timeout": "Zaman damgası makamı süresinde yanıt vermedi.",
    "connection": "Zaman damgası makamına bağlanılamadı.",
    "http-status": "Zaman damgası makamı hata yanıtı verdi.",
    "answer-too-large": "Zaman damgası makamının yanıtı sınırdan büyük.",
    "response-unreadable": "Yanıt bir zaman damgası yanıtı değil.",
    "status-not-granted": "Makam zaman damgasını vermedi.",
    "token-missing": "Makam onayladı ama zaman damgasını göndermedi.",
    "token-unreadable": "Zaman damgası okunamadı.",
    "content-type-not-tst-info": "Yanıtın içinde zaman damgası bilgisi (TSTInfo) yok.",
    "signer-count": "Zaman damgasında tam bir imzacı olmalı.",
    "signed-attributes-missing": "Zaman damgasında imzalı öznitelikler yok.",
    "tst-version": "Zaman damgası bilgisinin sürümü bilinmiyor.",
    "imprint-value": "Zaman damgası bu verinin özeti üzerine değil.",
    "imprint-algorithm": "Zaman damgası istenenden başka bir özet algoritması kullanıyor.",
    "imprint-hash-unknown": "Zaman damgasının özet algoritması bilinmiyor.",
    "nonce-missing": "Zaman damgasında gönderilen nonce yok: eski bir yanıt olabilir.",
    "nonce-differs": "Zaman damgasındaki nonce gönderilen değil: başka bir isteğin yanıtı.",
    "policy-unexpected": "Zaman damgası istenmeyen bir politikayla verilmiş.",
    "eku-missing": "Makam sertifikasında genişletilmiş anahtar kullanımı yok.",
    "eku-not-time-stamping": "Makam sertifikası zaman damgası için değil.",
    "eku-not-exclusive": "Makam sertifikası zaman damgasından başka işler için de verilmiş.",
    "eku-not-critical": "Genişletilmiş anahtar kullanımı kritik işaretlenmemiş.",
    "key-usage-wrong": "Makam anahtarı yalnız imza veya inkâr edilemezlik için değil.",
    "gen-time-in-future": "Zaman damgasının zamanı gelecekte.",
    "gen-time-before-data": "Zaman damgasının zamanı verinin oluşmasından önce.",
    "accuracy-not-stated": "Zaman damgası doğruluk payını belirtmiyor.",
}


def in_turkish(code: str) -> str:
    """The Turkish sentence for a code; the code itself when it has none."""
    return WORDING_TR.get(code, code)
