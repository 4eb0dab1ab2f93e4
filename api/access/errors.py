"""Refusals at the door."""

from domain.events import Refusal


class NotSignedInError(Refusal):
    """No one is signed in, or the proof of identity does not hold."""

    rule_id = "GR-15"
    text_tr = "Bu işlem için oturum açılmalıdır: {cause_tr} Geçerli bir belirteçle yeniden deneyin."
    text_en = "Sign in first: {cause_en} Try again with a valid token."

    def __init__(self, cause_tr: str = "kimlik bildirilmedi.", cause_en: str = "no identity was given.") -> None:
        super().__init__(cause_tr=cause_tr, cause_en=cause_en)


class AccessDeniedError(Refusal):
    """The role at the door does not allow the operation; the attempt is an event."""

    rule_id = "GR-15"
    text_tr = (
        "“{operation}” işlemine yetkiniz yok. Gerekli görev: {needed}. "
        "Yetki gerekiyorsa sistem yöneticinize başvurun; bu deneme kaydedildi."
    )
    text_en = "You may not do “{operation}”. Needed role: {needed}. Ask your administrator; this attempt was recorded."


class ActingPersonMissingError(Refusal):
    """A document management system did not name the person it acts for (EV-1)."""

    rule_id = "EV-1"
    field = "actingPerson"
    text_tr = "EBYS adına yapılan işlemde işlemi yapan kişi bildirilmelidir: actingPerson alanını doldurun."
    text_en = "A document management system names the person who acts: fill in actingPerson."


class ActingPersonNotAllowedError(Refusal):
    """Someone who acts in their own name named another person (EV-1)."""

    rule_id = "EV-1"
    field = "actingPerson"
    text_tr = "Yalnız EBYS başka bir kişi adına işlem yapabilir: actingPerson alanını boş bırakın."
    text_en = "Only a document management system may act for another person: leave actingPerson out."


class ReadNotRecordedError(Exception):
    """A read could not be recorded, so its answer is not given (design §4). A fault, shown masked."""
