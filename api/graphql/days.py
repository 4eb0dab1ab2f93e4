"""The ledger's days: calendar, statement, seal, the evidence beside it with its renewals, and failures."""

from datetime import date

import strawberry

from api.graphql.describing import described
from api.graphql.people import Moment, moment_or_none
from api.graphql.scalars import Digest, Position
from projections.days import DayEvidence, DayFailure, DayRenewal, DaySeal, DayState, LedgerDay


@strawberry.type(name="DaySeal", description="Gün mührü: denetim noktası üzerindeki zaman damgası.")
class DaySealType:
    """The accepted time stamp of a day."""

    checkpoint: str = described("İmzalı denetim noktası (metin).")
    token: str = described("RFC 3161 zaman damgası, base64.")
    imprint_algorithm: str = described("Damgadaki özet algoritması.")
    tsa_name: str = described("Zaman damgası otoritesinin adı.")
    tsa_url: str = described("Otoritenin adresi.")
    gen_time: Moment = described("Damgadaki an.")
    policy: str = described("Damga ilkesinin numarası (OID).")
    serial: str = described("Damganın seri numarası.")
    test: bool = described("Sınama otoritesinden mi? Öyleyse hukuki değeri yoktur.")
    late: bool = described("Geç mi mühürlendi?")
    sealed_at: Moment = described("Mührün kaydedildiği an.")
    position: Position = described("Mühürleme olayının konumu.")

    @classmethod
    def of(cls, seal: DaySeal | None) -> "DaySealType | None":
        """The seal of a day row."""
        if seal is None:
            return None
        return cls(
            checkpoint=seal.checkpoint,
            token=seal.token,
            imprint_algorithm=seal.imprint_algorithm,
            tsa_name=seal.tsa_name,
            tsa_url=seal.tsa_url,
            gen_time=Moment.of(seal.gen_time),
            policy=seal.policy,
            serial=seal.serial,
            test=seal.test,
            late=seal.late,
            sealed_at=Moment.of(seal.sealed_at),
            position=Position(seal.position),
        )


@strawberry.type(description="Günün bildirimi: günü kapatan olayın söyledikleri; kendisi de ağaçtadır.")
class DayStatement:
    """What `day.closed` says."""

    sequence: int = described("Defterdeki gün sırası, 1'den.")
    first_position: Position = described("Günün ilk konumu; gün boşsa son konumdan bir fazladır.")
    last_position: Position = described("Günün son konumu.")
    event_count: Position = described("Olay sayısı.")
    report: Digest = described("Günlük raporun SHA-256 özeti.")
    stream_count: Position = described("O gün dokunulan akış sayısı.")
    stream_root: Digest = described("Akış ağacının kökü (RFC 9162).")
    closed_at: Moment = described("Kapanış anı.")
    closed_position: Position = described("Kapanış olayının konumu; mühürlü ağacın boyu.")

    @classmethod
    def of(cls, day: LedgerDay) -> "DayStatement | None":
        """The statement of a day row; None while it is not closed."""
        if day.closed_at is None:
            return None
        return cls(
            sequence=day.sequence or 0,
            first_position=Position(day.first_position or 0),
            last_position=Position(day.last_position or 0),
            event_count=Position(day.event_count or 0),
            report=Digest(day.report or ""),
            stream_count=Position(day.stream_count or 0),
            stream_root=Digest(day.stream_root or ""),
            closed_at=Moment.of(day.closed_at),
            closed_position=Position(day.closed_position or 0),
        )


@strawberry.type(name="DayFailure", description="Başarısız bir mühürleme denemesi.")
class DayFailureType:
    """One failed try to seal."""

    position: Position = described("Olayın konumu.")
    recorded_at: Moment = described("Deneme anı.")
    tsa_name: str = described("Otoritenin adı.")
    tsa_url: str = described("Otoritenin adresi.")
    reason_code: str = described("Neden kodu.")
    message: str = described("Açıklama.")

    @classmethod
    def of(cls, failure: DayFailure) -> "DayFailureType":
        """A failure row."""
        return cls(
            position=Position(failure.position),
            recorded_at=Moment.of(failure.recorded_at),
            tsa_name=failure.tsa_name,
            tsa_url=failure.tsa_url,
            reason_code=failure.reason_code,
            message=failure.message,
        )


@strawberry.type(name="DayEvidence", description="Mührün yanındaki kanıt kaydı (RFC 4998), son yenilemesiyle.")
class DayEvidenceType:
    """The evidence record beside a seal."""

    record: str = described("Kanıt kaydı, base64 (DER).")
    hash_name: str | None = described("Son zincirin özet algoritması; kayıt okunamıyorsa boştur.")
    weakens_at: Moment | None = described("Bu andan önce yenilenmelidir: dayandığı sertifika veya özet o an biter.")
    renewals: int = described("Kaç kez yenilendi?")

    @classmethod
    def of(cls, evidence: DayEvidence | None) -> "DayEvidenceType | None":
        """The evidence of a day row."""
        if evidence is None:
            return None
        return cls(
            record=evidence.record,
            hash_name=evidence.hash_name,
            weakens_at=moment_or_none(evidence.weakens_at),
            renewals=evidence.renewals,
        )


@strawberry.type(name="DayRenewal", description="Mührün kanıt kaydının bir yenilenmesi.")
class DayRenewalType:
    """One renewal."""

    position: Position = described("Olayın konumu.")
    recorded_at: Moment = described("Kayıt anı.")
    method: str = described("Yol: time-stamp (yeni damga) veya hash-tree (yeni özet).")
    gen_time: Moment = described("Yeni damgadaki an.")
    tsa_name: str = described("Otoritenin adı.")
    tsa_url: str = described("Otoritenin adresi.")
    policy: str = described("Damga ilkesinin numarası (OID).")
    serial: str = described("Damganın seri numarası.")
    test: bool = described("Sınama otoritesinden mi? Öyleyse hukuki değeri yoktur.")
    reason: str = described("Neden: certificate-ends, hash-weakens veya asked.")

    @classmethod
    def of(cls, renewal: DayRenewal) -> "DayRenewalType":
        """A renewal row."""
        return cls(
            position=Position(renewal.position),
            recorded_at=Moment.of(renewal.recorded_at),
            method=renewal.method,
            gen_time=Moment.of(renewal.gen_time),
            tsa_name=renewal.tsa_name,
            tsa_url=renewal.tsa_url,
            policy=renewal.policy,
            serial=renewal.serial,
            test=renewal.test,
            reason=renewal.reason,
        )


@strawberry.type(name="Day", description="Defterin bir günü (İstanbul).")
class DayType:
    """One day of the ledger."""

    day: date = described("Takvim günü.")
    state: DayState = described("Durumu.")
    events_seen: Position = described("Görünümün saydığı olay; kapanınca bildirimdeki sayıya eşittir.")
    statement: DayStatement | None = described("Bildirim; gün kapanınca vardır.")
    seal: DaySealType | None = described("Mühür; gün mühürlenince vardır.")
    evidence: DayEvidenceType | None = described("Mührün kanıt kaydı; gün mühürlenince vardır.")
    failures: int = described("Başarısız mühürleme denemesi sayısı.")
    last_failure_at: Moment | None = described("Son başarısız deneme.")
    last_failure_code: str | None = described("Son başarısızlığın kodu.")
    last_failure_message: str | None = described("Son başarısızlığın açıklaması.")

    @classmethod
    def of(cls, day: LedgerDay) -> "DayType":
        """A day row."""
        return cls(
            day=day.day,
            state=day.state,
            events_seen=Position(day.events_seen),
            statement=DayStatement.of(day),
            seal=DaySealType.of(day.seal),
            evidence=DayEvidenceType.of(day.evidence),
            failures=day.failures,
            last_failure_at=moment_or_none(day.last_failure_at),
            last_failure_code=day.last_failure_code,
            last_failure_message=day.last_failure_message,
        )
