"""Group G of the rule list: signatures and seals (rules 45 to 48)."""

from archive.eyazisma.findings import FindingType, Severity

F, E, W, N = Severity.FATAL, Severity.ERROR, Severity.WARNING, Severity.NOTE

_RESEND = (
    "İmza bu paketi korumuyor; göndericiden yeniden isteyin",
    "The signature does not protect this package; ask the sender for it again",
)

SIGNATURE_NOT_CMS = FindingType(
    "SIGNATURE_NOT_CMS",
    46,
    F,
    "İmza veya mühür dosyası CMS imzası değil",
    "The signature or seal file is no CMS signature",
    *_RESEND,
)
SIGNATURE_DETACHED = FindingType(
    "SIGNATURE_DETACHED",
    45,
    F,
    "İmza ayrık; özet belgesini içermiyor",
    "The signature is detached; it does not hold the digest document",
    *_RESEND,
    guide=(81, 100),
)
SIGNED_CONTENT_DIFFERS = FindingType(
    "SIGNED_CONTENT_DIFFERS",
    45,
    F,
    "İmzalanan içerik paketteki özet belgesiyle aynı değil",
    "The signed content is not the digest document in the package",
    *_RESEND,
    guide=(81, 100),
)
SIGNATURE_INVALID = FindingType(
    "SIGNATURE_INVALID",
    46,
    F,
    "İmza geçersiz",
    "The signature is invalid",
    *_RESEND,
)
SIGNATURE_INDETERMINATE = FindingType(
    "SIGNATURE_INDETERMINATE",
    46,
    E,
    "İmza sağlam ama geçerliliği kesinleştirilemedi",
    "The signature is intact, but its validity could not be decided",
    "--trust ile güvenilen kökleri verin",
    "Give trusted roots with --trust",
)
SIGNATURE_UNCHECKED = FindingType(
    "SIGNATURE_UNCHECKED",
    46,
    E,
    "İmza denetlenemedi",
    "The signature could not be checked",
    "İmzayı ayrı olarak denetleyin",
    "Check the signature separately",
)
ENCRYPTION_CERTIFICATE_SIGNS = FindingType(
    "ENCRYPTION_CERTIFICATE_SIGNS",
    46,
    F,
    "İmza veya mühür şifreleme sertifikasıyla atılmış (S1-ŞİF-6)",
    "Signed or sealed with an encryption certificate",
    *_RESEND,
)
SIGNED_WITH_SEAL = FindingType(
    "SIGNED_WITH_SEAL",
    46,
    F,
    "İmza, kişinin değil kurumun mühür sertifikasıyla atılmış",
    "The signature was made with an institution's seal certificate instead of a person's",
    *_RESEND,
)
SEALED_BY_PERSON = FindingType(
    "SEALED_BY_PERSON",
    46,
    F,
    "Mühür, gerçek kişinin sertifikasıyla atılmış (S1-MÜH-3)",
    "The seal was made with the certificate of a natural person",
    *_RESEND,
)
SEAL_OF_ANOTHER = FindingType(
    "SEAL_OF_ANOTHER",
    46,
    F,
    "Mühür, yazıyı oluşturan kurumun değil başka bir kurumun (S1-MÜH-1)",
    "The seal is that of another institution than the one that made the letter",
    *_RESEND,
)
SEAL_INSTITUTION_UNPROVEN = FindingType(
    "SEAL_INSTITUTION_UNPROVEN",
    46,
    E,
    "Mühür sertifikası, mührün yazıyı oluşturan kurumun olduğunu kanıtlamıyor (S1-MÜH-1)",
    "The seal certificate does not prove that the seal is that of the institution that made the letter",
    "Mührün kurumunu elle karşılaştırın; başka kurumunsa paketi kabul etmeyin",
    "Compare the seal's institution by eye; do not accept the package if it is another's",
)
LEVEL_TOO_LOW = FindingType(
    "LEVEL_TOO_LOW",
    47,
    F,
    "İmza veya mühür bu sürümün istediği düzeyde değil",
    "The signature or seal is below the level that this version asks for",
    "Göndericiden uzun süreli (X-Long, mühürde A) imza isteyin",
    "Ask the sender for the long-term form (X-Long; A for the seal)",
)
UPDATE_SEAL_SIGNERS = FindingType(
    "UPDATE_SEAL_SIGNERS",
    48,
    F,
    "Güncelleme mühründe seri veya paralel imzacı var",
    "The update seal has serial or parallel signers",
    "Göndericiden tek imzacılı mühür isteyin",
    "Ask the sender for a seal with one signer",
)
SEAL_SIGNERS = FindingType(
    "SEAL_SIGNERS",
    48,
    W,
    "Mühürde birden çok imzacı var",
    "The seal has more than one signer",
    "Her birinin geçerli olduğuna bakın",
    "See that each of them is valid",
)
