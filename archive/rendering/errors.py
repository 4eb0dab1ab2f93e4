"""Why a page is not drawn; each refusal says what to change in the letter."""

from domain.events import Refusal


class UndrawableCharacterError(Refusal):
    """A text holds characters that the page could only show as boxes, or whose order a reader cannot trust (N-13)."""

    rule_id = "N-13"
    field = "letter"
    text_tr = (
        "Şu karakterler sayfaya basılamaz: {characters} ({where}). Metinden çıkarın ya da Latin harfleriyle yazın."
    )
    text_en = "These characters cannot be drawn: {characters} ({where}). Remove them or write them in Latin letters."


class WordTooWideError(Refusal):
    """A word without a place to break is wider than its column; drawn, it would leave the writing area (S2-a-1)."""

    rule_id = "S2-a-1"
    field = "letter"
    text_tr = "“{word}…” sözcüğü satıra sığmıyor ({where}). Boşlukla bölün ya da kısaltın."
    text_en = "The word “{word}…” does not fit on a line ({where}). Break it with a space or shorten it."


class LogoUnusableError(Refusal):
    """A logo is missing, too large, or no image that PDF/A-1 can hold (S2-b-1)."""

    rule_id = "S2-b-1"
    field = "letterhead.logos"
    text_tr = "“{name}” logosu kullanılamıyor: {why_tr}."
    text_en = "The logo “{name}” cannot be used: {why_en}."


class PageRefusedError(Refusal):
    """The typesetter refused the page for a reason of its own; nothing half drawn leaves (Y-6-1)."""

    rule_id = "Y-6-1"
    field = "letter"
    text_tr = "Sayfa çizilemedi: {detail}. Yazının içeriğini denetleyin."
    text_en = "The page cannot be drawn: {detail}. Check the content of the letter."


class PageUnreadableError(Refusal):
    """A file that should be a page is no PDF that can be read (S2-r-5)."""

    rule_id = "S2-r-5"
    field = "page"
    text_tr = "Sayfa görüntüsü PDF olarak okunamadı ({detail}). Sayfayı yeniden çizin."
    text_en = "The page cannot be read as a PDF ({detail}). Draw it again."


class PageDiffersError(Refusal):
    """Page and metadata disagree; such a letter is not sent (S2-r-5)."""

    rule_id = "S2-r-5"
    field = "page"
    text_tr = "Sayfa ile üstveri farklı; yazı gönderilemez:\n{listed_tr}"
    text_en = "The page differs from the metadata; the letter must not be sent:\n{listed_en}"


class ReportUnreadableError(Refusal):
    """The stored report of a day is of a form that this program does not know (GR-R4)."""

    rule_id = "GR-R4"
    field = "report"
    text_tr = "Günlük rapor {format} biçiminde değil; yazdırılamaz. Raporu JSONL olarak indirin."
    text_en = "The daily report is not of the form {format} and cannot be printed. Download it as JSONL."
