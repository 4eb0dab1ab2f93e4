"""Refusals about signatures."""

from domain.events import Refusal


class SignatureExistsError(Refusal):
    """A signature is attached once."""

    rule_id = "K-8"
    field = "signature_id"
    text_tr = "Bu kimlikte bir imza zaten var."
    text_en = "A signature with this id exists already."


class SignatureUnknownError(Refusal):
    """Only an attached signature can be validated or raised."""

    rule_id = "K-8"
    field = "signature_id"
    text_tr = "Böyle bir imza yok: önce ekleyin."
    text_en = "There is no such signature: attach it first."


class SignatureBytesError(Refusal):
    """Facts about a signature name the digest of the bytes they are about."""

    rule_id = "K-8"
    field = "digest"
    text_tr = "İmzanın güncel baytları bunlar değil: imzayı yeniden okuyun."
    text_en = "These are not the signature's present bytes: read it again."


class SignatureRightMissingError(Refusal):
    """Signatures are attached by the system or the registry, validated and raised by the system."""

    rule_id = "K-9"
    text_tr = "Bu imza işlemi için yetkiniz yok."
    text_en = "You may not do this with a signature."


class NotARaiseError(Refusal):
    """To raise is to go up the ladder, or to renew at its top."""

    rule_id = "K-9"
    field = "to_level"
    text_tr = "{from_level} düzeyinden {to_level} düzeyine yükseltme olmaz."
    text_en = "Going from {from_level} to {to_level} is no raise."


class BrokenSignatureError(Refusal):
    """Only valid signatures are raised."""

    rule_id = "K-11"
    text_tr = "İmza bozuk; yalnız geçerli imzalar güçlendirilir."
    text_en = "The signature is broken; only valid signatures are raised."
