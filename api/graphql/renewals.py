"""What is due for signatures."""

from uuid import UUID

import strawberry

from api.graphql.describing import described
from api.graphql.people import Moment, moment_or_none
from api.graphql.scalars import Position
from projections.renewals import Renewal, RenewalStep


@strawberry.type(name="Renewal", description="Bir imzanın güçlendirilmesi: ne, ne zamana kadar, neden.")
class RenewalType:
    """One signature and what is due for it."""

    signature_id: UUID = described("İmzanın kimliği.")
    document_id: UUID | None = described("Ait olduğu belge.")
    purpose: str | None = described("Amacı: signature, initials veya seal.")
    signer: str | None = described("İmzalayan.")
    level: str | None = described("Bugünkü düzeyi.")
    target_level: str | None = described("Yükseltileceği düzey; yapılacak iş yoksa boştur.")
    due_reason: str = described(
        "Nedeni: no_timestamp, no_values, no_archive_stamp, renewal, refused, nothing, broken, not_cades veya"
        " not_attached."
    )
    earliest: Moment | None = described("En erken yapılabileceği an.")
    latest: Moment | None = described("En geç yapılması gereken an: dayandığı kanıtlardan ilkinin bittiği an.")
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


@strawberry.type(
    name="RenewalStep", description="Bir imzanın yaşamındaki bir olay: eklendi, denetlendi, güçlendirildi."
)
class RenewalStepType:
    """One event of a signature's life."""

    position: Position = described("Olayın konumu.")
    recorded_at: Moment = described("Kaydedildiği an.")
    topic: str = described("Olayın türü: signature.attached, .validated, .raised veya .raising_failed.")
    level: str | None = described("Olayın söz ettiği düzey.")
    digest: str | None = described("Olaydan sonraki baytların SHA-256 özeti.")
    tsa: str | None = described("Damgayı veren otorite; damga alınmayan adımda boştur.")
    gen_time: Moment | None = described("Damganın kanıtladığı an.")
    test: bool | None = described("Damga sınama otoritesinden mi?")
    indication: str | None = described("Denetimin sonucu.")
    reason_code: str | None = described("Başarısızlığın kodu.")
    message: str | None = described("Başarısızlığın açıklaması.")
    attempt: int | None = described("Son başarıdan beri kaçıncı deneme.")
    retry_at: Moment | None = described("Yeniden deneneceği an; boşsa kendiliğinden denenmez.")

    @classmethod
    def of(cls, item: RenewalStep) -> "RenewalStepType":
        """A row of the history."""
        return cls(
            position=Position(item.position),
            recorded_at=Moment.of(item.recorded_at),
            topic=item.topic,
            level=item.level,
            digest=item.digest,
            tsa=item.tsa,
            gen_time=moment_or_none(item.gen_time),
            test=item.test,
            indication=item.indication,
            reason_code=item.reason_code,
            message=item.message,
            attempt=item.attempt,
            retry_at=moment_or_none(item.retry_at),
        )
