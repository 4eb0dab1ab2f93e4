"""What a mutation may refuse by itself, beside what the rules of the model refuse."""

from domain.events import Refusal


class RequestKeyReusedError(Refusal):
    """The request key was used before with another body (RequestKeyConflict)."""

    rule_id = "EV-1"
    field = "requestKey"
    text_tr = "Bu istek anahtarı daha önce başka bir içerikle kullanıldı: yeni istek için yeni anahtar verin."
    text_en = "This request key was used before with another body: choose a new key for a new request."


class RequestKeyFormError(Refusal):
    """A request key has 1 to 120 printable ASCII characters."""

    rule_id = "EV-1"
    field = "requestKey"
    text_tr = "İstek anahtarı 1–120 görünür ASCII karakterden oluşur (örneğin bir UUID)."
    text_en = "A request key has 1 to 120 printable ASCII characters (a UUID, for example)."


class TextNotStorableError(Refusal):
    """A text of the request cannot be stored as evidence."""

    rule_id = "EV-1"
    text_tr = "İstekteki bir metin saklanamıyor: yarım kalmış karakterleri ve aşırı uzun değerleri düzeltin."
    text_en = "A text of the request cannot be stored: mend half characters and values that are too long."


class TryAgainError(Refusal):
    """Others kept changing the same document; nothing was written."""

    rule_id = "EV-3"
    text_tr = "Belge aynı anda başkalarınca değiştirildi, hiçbir şey yazılmadı: aynı istek anahtarıyla yeniden deneyin."
    text_en = "Others changed the document at the same time, nothing was written: repeat with the same request key."


class NoIntakeHereError(Refusal):
    """This server has no desk at which packages are taken in."""

    rule_id = "SM-31"
    text_tr = "Bu sunucuda paket alınmıyor; `kutuk package import` ile alın."
    text_en = "No packages are taken in at this server; use `kutuk package import`."
