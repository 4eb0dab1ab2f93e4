"""Forbidden moves: refusals of what the state machine of mevzuat §11 does not provide."""

from domain.documents.values import DocumentState
from domain.events import Refusal

STATE_NAMES_TR = {
    DocumentState.DRAFT: "taslak",
    DocumentState.NUMBERED: "sayı almış",
    DocumentState.INITIALLING: "parafta",
    DocumentState.AWAITING_SIGNATURE: "imzada",
    DocumentState.SIGNED: "imzalanmış",
    DocumentState.SEALED: "mühürlenmiş",
    DocumentState.CANCELLED: "iptal edilmiş",
    DocumentState.RECEIVED: "alınmış",
    DocumentState.VALIDATED: "doğrulanmış",
    DocumentState.INVALID: "geçersiz",
    DocumentState.DECRYPTED: "şifresi çözülmüş",
    DocumentState.REJECTED: "reddedilmiş",
    DocumentState.REGISTERED: "kaydedilmiş",
    DocumentState.ASSIGNED: "havale edilmiş",
    DocumentState.ANSWERED: "cevaplanmış",
    DocumentState.CLOSED: "kapatılmış",
    DocumentState.FILED: "dosyalanmış",
}


class ForbiddenMoveError(Refusal):
    """Base of all refusals because of the state a document is in."""

    rule_id = "SM-1"
    text_tr = "Belge {state_tr}."
    text_en = "The document is {state}."

    def __init__(self, state: DocumentState) -> None:
        super().__init__(state=state.value.replace("_", " "), state_tr=STATE_NAMES_TR[state])
        self.state = state


class DocumentExistsError(Refusal):
    """A document begins once."""

    rule_id = "SM-1"
    field = "document_id"
    text_tr = "Bu kimlikte bir belge zaten var: yeni bir kimlik kullanın."
    text_en = "A document with this id exists already: use a new id."


class NotADraftError(ForbiddenMoveError):
    """Only drafts are edited."""

    rule_id = "SM-2"
    text_tr = "Belge {state_tr}; yalnız taslak değiştirilebilir. Gerekirse düzeltme için iade edilmesini isteyin."
    text_en = "The document is {state}; only drafts can be edited. Have it returned for correction if need be."


class GradingClosedError(ForbiddenMoveError):
    """Grade and urgency are set while drafting; a later change of grade is SM-51."""

    rule_id = "SM-3"
    text_tr = "Belge {state_tr}; gizlilik derecesi ve ivedilik yalnız taslakta belirlenir."
    text_en = "The document is {state}; grade and urgency are set while it is a draft."


class PartsClosedError(ForbiddenMoveError):
    """Enclosures, references and recipients belong to drafting."""

    rule_id = "SM-4"
    text_tr = "Belge {state_tr}; ek, ilgi ve muhataplar yalnız taslakta değişir."
    text_en = "The document is {state}; enclosures, references and recipients change only while it is a draft."


class NumberingClosedError(ForbiddenMoveError):
    """A number is taken once, while drafting; a numbered document never takes another."""

    rule_id = "SM-5"
    text_tr = "Belge {state_tr}; sayı yalnız taslağa ve bir kez verilir."
    text_en = "The document is {state}; a number is given once, to a draft."


class RoutingClosedError(ForbiddenMoveError):
    """Only drafts go out for initials."""

    rule_id = "SM-6"
    text_tr = "Belge {state_tr}; parafa yalnız taslak sunulur."
    text_en = "The document is {state}; only drafts are sent out for initials."


class NotInInitialsError(ForbiddenMoveError):
    """Initials are given while the document is out for them."""

    rule_id = "SM-7"
    text_tr = "Belge {state_tr}; parafta değil."
    text_en = "The document is {state}; it is not out for initials."


class NotReturnableError(ForbiddenMoveError):
    """A document is given back while it is out for initials or signature."""

    rule_id = "SM-8"
    text_tr = "Belge {state_tr}; yalnız parafta veya imzadayken iade edilir."
    text_en = "The document is {state}; it can be returned only while out for initials or signature."


class NotAwaitingSignatureError(ForbiddenMoveError):
    """Signatures are given while the document awaits them."""

    rule_id = "SM-12"
    text_tr = "Belge {state_tr}; imza beklemiyor."
    text_en = "The document is {state}; it does not await a signature."


class NotCompletableError(ForbiddenMoveError):
    """The signature is completed once, after the last signer."""

    rule_id = "SM-13"
    text_tr = "Belge {state_tr}; imzası tamamlanacak durumda değil."
    text_en = "The document is {state}; its signature cannot be completed now."


class NothingToRefuseError(ForbiddenMoveError):
    """Only a document that awaits signature can be refused."""

    rule_id = "SM-14"
    text_tr = "Belge {state_tr}; imzadan imtina edilecek durumda değil."
    text_en = "The document is {state}; there is no signature to refuse."


class NotCancellableError(ForbiddenMoveError):
    """A document is cancelled only before its signature is complete."""

    rule_id = "SM-15"
    text_tr = "Belge {state_tr}; imzası tamamlanan veya kapanan belge iptal edilemez. Yeni bir belge hazırlayın."
    text_en = "The document is {state}; signed or ended documents cannot be cancelled. Prepare a new document."


class NotSealableError(ForbiddenMoveError):
    """The institution seals a signed document, once."""

    rule_id = "SM-16"
    text_tr = "Belge {state_tr}; yalnız imzası tamamlanmış belge, bir kez mühürlenir."
    text_en = "The document is {state}; only a signed document is sealed, and once."


class NotFilableError(ForbiddenMoveError):
    """Signed outgoing documents are filed."""

    rule_id = "SM-21"
    text_tr = "Belge {state_tr}; yalnız imzası tamamlanmış belge dosyalanır."
    text_en = "The document is {state}; only signed documents are filed."


class NotDecryptableError(ForbiddenMoveError):
    """A package is opened once, after it arrived and before it is checked."""

    rule_id = "SM-32"
    text_tr = "Belge {state_tr}; şifre çözme yalnız alınan, henüz denetlenmemiş pakete bir kez işlenir."
    text_en = "The document is {state}; opening is recorded once, for a received package not yet checked."


class NotRejectableError(ForbiddenMoveError):
    """Only what failed its check, or did not wholly pass it, is sent back."""

    rule_id = "SM-35"
    text_tr = "Belge {state_tr}; yalnız denetimi geçemeyen paket reddedilir. Yanlış geldiyse Y-32 uyarınca iade edin."
    text_en = "The document is {state}; only a package that did not pass its check is rejected. If misaddressed: Y-32."


class NotCheckableError(ForbiddenMoveError):
    """A package is checked once, after it arrived."""

    rule_id = "SM-33"
    text_tr = "Belge {state_tr}; paket denetimi yalnız alınan belgeye bir kez işlenir."
    text_en = "The document is {state}; a package check is recorded once, for a received document."


class NotRegistrableError(ForbiddenMoveError):
    """Only checked and valid documents are registered, once."""

    rule_id = "SM-34"
    text_tr = "Belge {state_tr}; yalnız doğrulanmış belge, bir kez kaydedilir."
    text_en = "The document is {state}; only a validated document is registered, and once."


class NotAssignableError(ForbiddenMoveError):
    """Registered documents are assigned."""

    rule_id = "SM-38"
    text_tr = "Belge {state_tr}; yalnız kaydedilmiş belge havale edilir."
    text_en = "The document is {state}; only registered documents are assigned."


class NotAssignedError(ForbiddenMoveError):
    """Only assigned documents are passed on or given back."""

    rule_id = "SM-39"
    text_tr = "Belge {state_tr}; havale edilmiş değil."
    text_en = "The document is {state}; it is not assigned."


class NotAnswerableError(ForbiddenMoveError):
    """Only assigned documents are answered or closed."""

    rule_id = "SM-40"
    text_tr = "Belge {state_tr}; yalnız havale edilmiş belge cevaplanır veya kapatılır."
    text_en = "The document is {state}; only assigned documents are answered or closed."


class NotFilableYetError(ForbiddenMoveError):
    """Incoming documents are filed after registration."""

    rule_id = "SM-41"
    text_tr = "Belge {state_tr}; gelen belge kaydedildikten sonra dosyalanır."
    text_en = "The document is {state}; incoming documents are filed after registration."
