"""What may be wrong with the file, its manifest, its key and its seals: codes 1xx to 3xx."""

from typing import Final

from archive.transfer.catalogue_entries import KEY, LATER, TRUST, again, maker, note, undecided
from timestamping.sealing import FindingKind

CONTAINER: Final[tuple[FindingKind, ...]] = (
    again(
        101,
        "zip-unreadable",
        "Dosya okunabilir bir zip arşivi değil ({reason}).",
        "The file is no readable zip archive ({reason}).",
    ),
    again(
        102,
        "limit-exceeded",
        "Arşiv sınırı aşıyor: {what} {found}, sınır {limit}.",
        "The archive exceeds a limit: {what} {found}, the limit is {limit}.",
    ),
    again(
        103,
        "member-unsafe",
        "Arşivde zararlı olabilecek üye: {member} ({reason}).",
        "A member that may do harm: {member} ({reason}).",
    ),
    again(
        104,
        "member-twice",
        "Aynı adlı iki üye var: {member}.",
        "Two members have one name: {member}.",
    ),
    again(
        105,
        "member-broken",
        "{member} okunamıyor: baytları arşivin sağlama toplamına ya da sınırlarına uymuyor ({reason}).",
        "{member} cannot be read: its bytes do not fit the archive's checksum or the limits ({reason}).",
    ),
    again(
        106,
        "member-unlisted",
        "{member} bildirimde yok: pakete sonradan eklenmiş ya da adı değişmiş.",
        "{member} is not in the manifest: it was added later or renamed.",
    ),
    again(
        107,
        "member-missing",
        "{member} bildirimde var, pakette yok: çıkarılmış ya da adı değişmiş.",
        "{member} is in the manifest but not in the package: it was taken out or renamed.",
    ),
    again(
        108,
        "member-changed",
        "{member} değiştirilmiş: SHA-256 özeti bildirimdeki değil.",
        "{member} was changed: its SHA-256 is not the one in the manifest.",
    ),
    again(
        109,
        "member-unknown",
        "{member} adlı bir üye bu biçimde yok.",
        "This format has no member of the name {member}.",
    ),
    again(
        110,
        "instructions-changed",
        "{member} bu biçimin açıklama metni değil; içindeki komutları çalıştırmayın.",
        "{member} is not this format's text; do not run the commands in it.",
    ),
    again(
        201,
        "manifest-unreadable",
        "MANIFEST.json okunamıyor: {reason}.",
        "MANIFEST.json cannot be read: {reason}.",
    ),
    again(
        202,
        "manifest-unsigned",
        "MANIFEST.note bildirimi defterin anahtarıyla imzalamıyor: {reason}.",
        "MANIFEST.note does not sign the manifest with the ledger's key: {reason}.",
    ),
    again(
        203,
        "key-unreadable",
        "ledger/verifier-key.txt bir doğrulama anahtarı değil: {reason}.",
        "ledger/verifier-key.txt is no verifier key: {reason}.",
    ),
    again(
        204,
        "key-differs",
        "Paketteki anahtar {origin} defterinin bildiğiniz anahtarı değil: {found}.",
        "The package's key is not the one you know of the ledger {origin}: {found}.",
    ),
    maker(
        205,
        "opening-differs",
        "Defterin açılış olayı başka bir anahtar ya da kurum adlandırıyor ({field}).",
        "The ledger's opening event names another key or institution ({field}).",
    ),
    maker(
        206,
        "opening-missing",
        "Defterin açılış olayı pakette yok.",
        "The ledger's opening event is not in the package.",
    ),
    undecided(
        207,
        "key-unvouched",
        "Bu paketi {origin} defterinin imzaladığını yalnız paketin kendisi söylüyor: {found}.",
        "That the ledger {origin} signed this package is said by the package alone: {found}.",
        KEY,
    ),
    again(
        208,
        "manifest-differs",
        "Bildirimdeki {field} paketin içeriğiyle uyuşmuyor.",
        "The manifest's {field} does not agree with the package.",
    ),
    again(
        301,
        "checkpoint-unreadable",
        "{member}: denetim noktası geçersiz ({reason}).",
        "{member}: the checkpoint does not hold ({reason}).",
    ),
    again(
        302,
        "checkpoint-misplaced",
        "{member}: denetim noktası {day} gününün değil ({found}; beklenen {expected}).",
        "{member}: this is not the checkpoint of {day} ({found}; {expected} is due).",
    ),
    again(
        303,
        "consistency-broken",
        "{old} olaylık denetim noktasından {new} olaylığa giden kanıt tutmuyor ({reason}).",
        "The proof from the checkpoint of {old} events to that of {new} does not hold ({reason}).",
    ),
    again(
        304,
        "consistency-missing",
        "Ardışık denetim noktaları arasındaki tutarlılık kanıtları eksik ya da fazla.",
        "Consistency proofs between neighbouring checkpoints are missing or too many.",
    ),
    again(
        305,
        "token-failed",
        "{member}: zaman damgası geçersiz ({reason}).",
        "{member}: the time stamp is not valid ({reason}).",
    ),
    undecided(
        306,
        "token-undecided",
        "{member}: zaman damgası hakkında karar verilemedi ({reason}).",
        "{member}: the time stamp could not be judged ({reason}).",
        TRUST,
    ),
    note(
        307,
        "token-test",
        "{day} mührü TEST damgasıyla: dışarıya karşı kanıt değildir.",
        "The seal of {day} is a TEST stamp: it proves nothing to others.",
    ),
    note(
        308,
        "seal-late",
        "{day} günü geç mühürlenmiş: {gen_time}.",
        "{day} was sealed late: {gen_time}.",
    ),
    again(
        309,
        "record-failed",
        "{member}: kanıt kaydı geçersiz ({reason}).",
        "{member}: the evidence record is not valid ({reason}).",
    ),
    undecided(
        310,
        "record-undecided",
        "{member}: kanıt kaydı hakkında karar verilemedi ({reason}).",
        "{member}: the evidence record could not be judged ({reason}).",
        TRUST,
    ),
    again(
        311,
        "seal-incomplete",
        "{day}: denetim noktası ile zaman damgasından biri yok.",
        "{day}: of checkpoint and time stamp one is missing.",
    ),
    undecided(
        312,
        "nothing-sealed",
        "Pakette mühürlü gün yok: hiçbir olay kanıtlanmış değil.",
        "There is no sealed day in the package: no event is proved.",
        LATER,
    ),
    again(
        313,
        "certificate-unreadable",
        "{member} bir sertifika ya da iptal verisi değil.",
        "{member} is no certificate or revocation data.",
    ),
    again(
        314,
        "token-before-day",
        "{member}: damga, gün bitmeden önceye ait ({gen_time}).",
        "{member}: the stamp is from before the day's end ({gen_time}).",
    ),
    note(
        315,
        "token-outlived",
        "{member}: zaman damgası artık tek başına doğrulanamıyor ({reason}); kanıt kaydı onun yerini tutuyor.",
        "{member}: the time stamp can no longer be judged by itself ({reason}); the evidence record stands for it.",
    ),
)
