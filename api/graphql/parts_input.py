"""Inputs that several mutations share: parties, files, people."""

from uuid import UUID

import strawberry

from api.graphql.describing import described
from api.graphql.scalars import Digest
from domain.documents.values import (
    Capacity,
    Distribution,
    Enclosure,
    EnclosureKind,
    InitialsStep,
    PartDigest,
    Recipient,
    Reference,
    SignerStep,
    StoredFile,
)
from domain.events import Actor
from domain.parties import Party, PartyKind
from domain.parties import Role as Duty


@strawberry.input(description="EBYS'nin adına işlem yaptığı kişi.")
class ActingPersonInput:
    """The person a document management system acts for."""

    id: str = described("Kişinin kurum içindeki değişmez kimliği.")
    name: str = described("Adı ve soyadı.")
    title: str = described("İşlem anındaki unvanı.")
    unit: str = described("Biriminin DETSİS numarası veya kodu.")
    duties: list[Duty] = described("Kişinin belgeler karşısındaki görevleri.")
    acting_for: str | None = described("Yetki devri veya vekâlette yerine işlem yapılan kişinin kimliği.", default=None)
    delegation: str | None = described("Dayanak yetki devri veya vekâletin numarası.", default=None)

    def actor(self) -> Actor:
        """The person as an event names it."""
        return Actor(self.id, self.name, self.title, self.unit, self.acting_for, self.delegation)


@strawberry.input(description="Daha önce /graphql/uploads adresine yüklenmiş dosya.")
class FileInput:
    """Bytes already in blob storage."""

    digest: Digest = described("Yüklemenin döndürdüğü SHA-256 özeti.")
    name: str = described("Dosyanın görünen adı.")
    media_type: str = described("İçeriğin MIME türü.")

    def stored(self, size: int) -> StoredFile:
        """The file, once its size is known from the store."""
        return StoredFile(self.digest, size, self.media_type, self.name)


@strawberry.input(description="Yazışılan taraf; yalnız türüne ait alanlar doldurulur.")
class PartyInput:
    """One correspondent."""

    kind: PartyKind = described("Tarafın türü.")
    name: str | None = described("Kurumun veya tüzel kişinin adı.", default=None)
    detsis_no: str | None = described("Kurumun DETSİS numarası, 8 hane.", default=None)
    unit: str | None = described("Kurumun birimi.", default=None)
    register_scheme: str | None = described("Tüzel kişinin kayıtlı olduğu sicil, örneğin MERSIS.", default=None)
    register_no: str | None = described("Bu sicildeki numarası.", default=None)
    given_names: str | None = described("Gerçek kişinin adı veya adları.", default=None)
    surname: str | None = described("Gerçek kişinin soyadı.", default=None)
    national_id: str | None = described("Gerçek kişinin T.C. kimlik numarası.", default=None)
    kep_address: str | None = described("KEP adresi.", default=None)
    address: str | None = described("Posta adresi, satırlar yeni satırla ayrılır.", default=None)

    def party(self) -> Party:
        """The party as the rules know it."""
        return Party(**vars(self))


@strawberry.input(description="Ek.")
class EnclosureInput:
    """One enclosure."""

    id: str = described("Belge içinde benzersiz kimliği.")
    name: str = described("Ekin adı.")
    kind: EnclosureKind = described("Ekin türü.")
    signed: bool = described("Paket özetine girsin mi? Yalnız dosya türü eklerde olabilir.", default=False)
    file: FileInput | None = described("Dosya türü ekin içeriği.", default=None)
    location: str | None = described("Bağlantının adresi veya fiziksel ekin yeri.", default=None)
    page_count: int | None = described("Sayfa sayısı.", default=None)

    def enclosure(self, file: StoredFile | None) -> Enclosure:
        """The enclosure, with its stored file."""
        return Enclosure(self.id, self.name, self.kind, self.signed, file, self.location, self.page_count)


@strawberry.input(description="İlgi.")
class ReferenceInput:
    """One reference."""

    id: str = described("Belge içinde benzersiz kimliği.")
    date: str | None = described("İlgi tutulan belgenin tarihi (YYYY-AA-GG).", default=None)
    sender: str | None = described("Gönderen kurum veya kişi.", default=None)
    document_no: str | None = described("İlgi tutulan belgenin sayısı.", default=None)
    document_id: UUID | None = described("Bu defterdeki belgenin kimliği, biliniyorsa.", default=None)
    note: str | None = described("Açıklama.", default=None)

    def reference(self) -> Reference:
        """The reference as the rules know it."""
        return Reference(**vars(self))


@strawberry.input(description="Muhatap: dağıtımın bir satırı.")
class RecipientInput:
    """One entry of the distribution."""

    id: str = described("Belge içinde benzersiz kimliği.")
    party: PartyInput = described("Muhatap.")
    distribution: Distribution = described("Gereği mi, bilgi mi?")
    omitted_enclosures: list[str] = described("Bu muhataba konulmayan eklerin kimlikleri.", default_factory=list)
    due_duration: str | None = described("Bu muhatabın cevap süresi, ISO 8601 süre biçimi.", default=None)
    via: str | None = described("Aracılığıyla gönderilen muhatabın kimliği.", default=None)

    def recipient(self) -> Recipient:
        """The recipient as the rules know it."""
        return Recipient(
            self.id, self.party.party(), self.distribution, tuple(self.omitted_enclosures), self.due_duration, self.via
        )


@strawberry.input(description="Paraf zincirinin bir adımı.")
class InitialsStepInput:
    """One turn in the chain of initials."""

    order: int = described("Sırası; 1'den boşluksuz artar.")
    person_id: str = described("Parafçının kimliği.")
    name: str = described("Adı ve soyadı.")
    title: str = described("Kısaltmasız unvanı.")
    unit: str = described("Birimi.")
    rank: int = described("Kurumdaki kademesi; büyük olan üsttür.")

    def step(self) -> InitialsStep:
        """The step as the rules know it."""
        return InitialsStep(**vars(self))


@strawberry.input(description="İmza zincirinin bir adımı.")
class SignerStepInput:
    """One turn in the chain of signatures."""

    order: int = described("Sırası; 1'den boşluksuz artar.")
    person_id: str = described("İmzacının kimliği.")
    name: str = described("Adı ve soyadı.")
    title: str = described("Unvanı.")
    unit: str = described("Birimi.")
    rank: int = described("Kurumdaki kademesi; büyük olan üsttür.")
    authority: str = described("İmza yetkisinin dayanağı (imza yetkileri yönergesi maddesi).")
    capacity: Capacity = described("Hangi sıfatla imzaladığı.", default=Capacity.PRINCIPAL)
    on_behalf_of: str | None = described("Asıl olmayan sıfatta, yerine imzalanan makam.", default=None)
    valid_from: str | None = described("Yetki devrinin veya vekâletin ilk günü (YYYY-AA-GG).", default=None)
    valid_until: str | None = described("Yetki devrinin veya vekâletin son günü (YYYY-AA-GG).", default=None)

    def step(self) -> SignerStep:
        """The step as the rules know it."""
        return SignerStep(**vars(self))


@strawberry.input(description="Özet belgesindeki bir parçanın özeti.")
class PartDigestInput:
    """Digest of one part in a digest document."""

    part: str = described("Paketteki parçanın yolu.")
    algorithm: str = described("Özet algoritması, örneğin SHA-256.")
    value: str = described("Özet değeri.")

    def digest(self) -> PartDigest:
        """The digest as the rules know it."""
        return PartDigest(self.part, self.algorithm, self.value)
