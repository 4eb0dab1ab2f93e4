"""What may be wrong with events, days, contents and the end of the history: codes 4xx to 8xx."""

from typing import Final

from archive.transfer.catalogue_entries import LATER, MAKER, PIN, again, maker, note, undecided
from timestamping.sealing import FindingKind

HISTORY: Final[tuple[FindingKind, ...]] = (
    again(
        401,
        "line-unreadable",
        "{member}, {line}. satır okunamıyor: {reason}.",
        "{member}, line {line} cannot be read: {reason}.",
    ),
    again(
        402,
        "line-misplaced",
        "{member}, {line}. satır sırasında değil ya da iki kez var.",
        "{member}, line {line} is out of order or stands there twice.",
    ),
    again(
        403,
        "event-changed",
        "{position}. olay değiştirilmiş: yaprağı içeriğinden çıkan değil ({topic}).",
        "The event at position {position} was changed: its leaf does not follow from its contents ({topic}).",
    ),
    again(
        404,
        "stream-broken",
        "{position}. olay {stream} akışının {version}. sürümü; beklenen {expected}.",
        "The event at position {position} is version {version} of the stream {stream}; {expected} was due.",
    ),
    again(
        405,
        "inclusion-broken",
        "{position}. olayın defterde durduğuna dair kanıt tutmuyor ({reason}).",
        "The proof that the event at position {position} stands in the ledger does not hold ({reason}).",
    ),
    again(
        406,
        "inclusion-missing",
        "{position}. olayın defterde durduğuna dair kanıt yok.",
        "There is no proof that the event at position {position} stands in the ledger.",
    ),
    again(
        407,
        "inclusion-needless",
        "{position}. sıra için kanıt var, olay yok: olay paketten çıkarılmış.",
        "There is a proof for position {position} but no event: the event was taken out of the package.",
    ),
    again(
        408,
        "events-missing",
        "{stream} akışının {day} gününe ait olayları eksik: defterde {expected}. sürüme kadar var, pakette "
        "{found}. sürüme kadar.",
        "Events of {day} are missing from the stream {stream}: the ledger has versions up to {expected}, the "
        "package up to {found}.",
    ),
    again(
        409,
        "event-unknown-to-day",
        "{position}. olay {day} gününün akış ağacında yok.",
        "The event at position {position} is not in the stream tree of {day}.",
    ),
    again(
        410,
        "time-broken",
        "{position}. olayın kayıt anı sırasına ya da gününe uymuyor.",
        "The recorded time of the event at position {position} fits neither its place nor its day.",
    ),
    maker(
        411,
        "event-withheld",
        "Kurum içi pakette {position}. olay içeriksiz verilmiş ({reason}).",
        "In a package of the inside profile the event at position {position} has no contents ({reason}).",
    ),
    note(
        412,
        "events-withheld",
        "{count} olay içeriksiz verilmiş ({reason}); yerleri ve özetleri kanıtlı.",
        "{count} events are given without contents ({reason}); their places and digests are proved.",
    ),
    note(
        413,
        "kinds-left-out",
        "Bu profilde hiç verilmeyen olaylar: {kinds}.",
        "Kinds of events that this profile never has: {kinds}.",
    ),
    maker(
        414,
        "stream-missing",
        "{position}. olayın adlandırdığı imzanın ({stream}) olayları pakette yok.",
        "The life of the signature {stream}, which the event at position {position} names, is not in the package.",
    ),
    maker(
        415,
        "stream-empty",
        "{stream} akışının hiç olayı yok: tarihçe ilk olayıyla başlar.",
        "The stream {stream} has no event at all: a history begins with its first.",
    ),
    again(
        501,
        "closing-unreadable",
        "{position}. sıradaki gün kapanışı okunamıyor ({reason}).",
        "The day's closing at position {position} cannot be read ({reason}).",
    ),
    again(
        502,
        "days-broken",
        "Günler kesintisiz değil: {day} gününden önce {expected} bekleniyordu.",
        "The days are not without gaps: before {day}, {expected} was due.",
    ),
    again(
        503,
        "days-start-late",
        "Belgenin ilk olayından ({position}) sonraki günlerin hepsi yok: ilk gün {day}.",
        "Not all days since the document's first event (position {position}) are there: the first is {day}.",
    ),
    again(
        504,
        "day-proof-missing",
        "{day}: {stream} akışı için varlık ya da yokluk kanıtı yok.",
        "{day}: there is neither an inclusion nor an absence proof for the stream {stream}.",
    ),
    again(
        505,
        "day-proof-broken",
        "{day}: {stream} akışının kanıtı tutmuyor ({reason}).",
        "{day}: the proof for the stream {stream} does not hold ({reason}).",
    ),
    undecided(
        506,
        "day-unsealed",
        "{day} gününün kendi mührü yok; yalnız sonraki bir mühür onu kapsıyor.",
        "{day} has no seal of its own; only a later seal covers it.",
        LATER,
    ),
    again(
        507,
        "day-proof-needless",
        "{member}, {line}. satır: bu gün ya da akış için kanıt beklenmiyordu.",
        "{member}, line {line}: no proof was due for this day or stream.",
    ),
    again(
        508,
        "days-cut",
        "Son mühürden önceki günlerin kapanışları eksik: {expected} olaylık denetim noktasına kadar olmalı.",
        "Closings before the last seal are missing: they must reach the checkpoint of {expected} events.",
    ),
    again(
        601,
        "name-differs",
        "{member}: baytların SHA-256 özeti adındaki değil.",
        "{member}: the SHA-256 of its bytes is not the one in its name.",
    ),
    again(
        602,
        "blob-missing",
        "{position}. olayın adlandırdığı {digest} özetli içerik pakette yok.",
        "The content with digest {digest}, named by the event at position {position}, is not in the package.",
    ),
    again(
        603,
        "blob-unnamed",
        "{member} hiçbir olayda geçmiyor.",
        "{member} is named by no event.",
    ),
    undecided(
        604,
        "blob-absent",
        "{digest} özetli içerik dışa aktarılırken depoda yoktu ya da bozuktu ({reason}).",
        "The content with digest {digest} was not in the store, or damaged, at the time of export ({reason}).",
        MAKER,
    ),
    again(
        605,
        "signature-broken",
        "İmza {signature} bozuk: kaydedildiğinde sağlamdı ({reason}).",
        "The signature {signature} is broken: it was intact when it was recorded ({reason}).",
    ),
    again(
        606,
        "report-differs",
        "reports/signatures.json, imza {signature} için hesaplanandan başka şey söylüyor ({field}).",
        "reports/signatures.json says other than what is computed of the signature {signature} ({field}).",
    ),
    note(
        607,
        "signature-judged",
        "İmza {signature}: {indication} ({reason}); ayrıntısı raporda.",
        "Signature {signature}: {indication} ({reason}); the report has more.",
    ),
    again(
        608,
        "report-unreadable",
        "reports/signatures.json okunamıyor: {reason}.",
        "reports/signatures.json cannot be read: {reason}.",
    ),
    undecided(
        609,
        "signature-too-large",
        "İmza {signature} bellekte sınanamayacak kadar büyük.",
        "The signature {signature} is too large to be judged in memory.",
        MAKER,
    ),
    undecided(
        701,
        "events-unsealed",
        "Belgenin {count} olayı henüz mühürlü bir güne ait değil; ilki {position}. sırada.",
        "{count} events of the document do not belong to a sealed day yet; the first is at position {position}.",
        LATER,
    ),
    note(
        702,
        "reads-unsealed",
        "Belgeyle ilgili {count} olay (okuma gibi) henüz mühürlü bir güne ait değil.",
        "{count} events about the document (such as reads) do not belong to a sealed day yet.",
    ),
    note(
        703,
        "complete-through",
        "Tarihçe {day} gününün sonuna ({position}. sıraya) kadar eksiksiz; sonrası için bir şey söylenmiyor.",
        "The history is complete up to the end of {day} (position {position}); nothing is said of what came later.",
    ),
    again(
        801,
        "pin-differs",
        "Saklanan denetim noktası ({size} olay) paketteki ile çelişiyor.",
        "The kept checkpoint ({size} events) contradicts the one in the package.",
    ),
    undecided(
        802,
        "pin-unreadable",
        "Saklanan denetim noktası kullanılamıyor: {reason}.",
        "The kept checkpoint cannot be used: {reason}.",
        PIN,
    ),
    note(
        803,
        "pin-elsewhere",
        "Saklanan denetim noktasının ({size} olay) pakette karşılığı yok.",
        "The kept checkpoint ({size} events) has no counterpart in the package.",
        PIN,
    ),
    undecided(
        804,
        "pin-later",
        "Saklanan denetim noktası ({size} olay) paketten yeni: paket {found}. sırada bitiyor, sonrası pakette yok.",
        "The kept checkpoint ({size} events) is newer than the package, which ends at position {found}.",
        LATER,
    ),
)
