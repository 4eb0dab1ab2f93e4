"""What is due for signatures."""

from uuid import UUID

import strawberry

from api.graphql.describing import described
from api.graphql.people import Moment, moment_or_none
from projections.renewals import Renewal


@strawberry.type(name="Renewal", description="Bir imzanın güçlendirilmesi: ne, ne zamana kadar, neden.")
class RenewalType:
    """One signature and what is due for it."""

    signature_id: UUID = described("İmzanın kimliği.")
    document_id: UUID | None = described("Ait olduğu belge.")
    purpose: str | None = described("Amacı: signature, initials veya seal.")
    signer: str | None = described("İmzalayan.")
    level: str | None = described("Bugünkü düzeyi.")
    target_level: str | None = described("Yükseltileceği düzey; yapılacak iş yoksa boştur.")
    due_reason: str = described("Nedeni: no_timestamp, stated, nothing, broken, not_cades veya not_attached.")
    earliest: Moment | None = described("En erken yapılabileceği an.")
    latest: Moment | None = described("En geç yapılması gereken an.")
    attempts: int = described("Son başarıdan beri başarısız deneme sayısı.")
    last_failure_code: str | None = described("Son başarısızlığın kodu.")
    last_failure_message: str | None = described("Son başarısızlığın açıklaması.")
    last_failure_at: Moment | None = described("Son başarısız deneme.")
    retry_at: Moment | None = described("Yeniden deneneceği an.")
    raised_at: Moment | None = described("Son güçlendirildiği an.")
    tsa: str | None = described("Son damgayı veren otorite.")
    test: bool = described("Son damga sınama otoritesinden mi?")
    indication: str | None = described("Son denetimin sonucu.")
    intact: bool | None = described("Özet ve imza matematiği tutuyor mu?")

    @classmethod
    def of(cls, item: Renewal) -> "RenewalType":
        """A renewal row."""
        return cls(
            signature_id=item.signature_id,
            document_id=item.document_id,
            purpose=item.purpose,
            signer=item.signer,
            level=item.level,
            target_level=item.target_level,
            due_reason=item.due_reason,
            earliest=moment_or_none(item.earliest),
            latest=moment_or_none(item.latest),
            attempts=item.attempts,
            last_failure_code=item.last_failure_code,
            last_failure_message=item.last_failure_message,
            last_failure_at=moment_or_none(item.last_failure_at),
            retry_at=moment_or_none(item.retry_at),
            raised_at=moment_or_none(item.raised_at),
            tsa=item.tsa,
            test=item.test,
            indication=item.indication,
            intact=item.intact,
        )
