"""What happened in the demo institution on its three past days and today, told through the public API."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from api.composition.demo_client import DemoClient

DRAFTER: Final = "demo-mehmet.kaya"
HEAD: Final = "demo-ayse.isik"
REGISTRAR: Final = "demo-elif.arslan"
ARCHIVIST: Final = "demo-huseyin.celik"
AUDITOR: Final = "demo-zeynep.sahin"
_INSTITUTION: Final = "24301050"
_PERSONNEL: Final = "24301052"
_FIRST_STEP: Final = {
    "order": 1,
    "personId": "ayse.isik",
    "name": "Ayşe Işık",
    "title": "Daire Başkanı",
    "unit": _PERSONNEL,
    "rank": 40,
}
_SIGNER: Final = {**_FIRST_STEP, "authority": "İmza Yetkileri Yönergesi m.7"}

Sign = Callable[[bytes], bytes]
"""Makes an attached CAdES-BES of some content with the demo citizen's TEST certificate."""


@dataclass(frozen=True, slots=True)
class DemoStory:
    """Each method is one day; a day's acts go in the order in which an office would do them."""

    client: DemoClient
    sign: Sign
    receive: Callable[[], str]
    """Lets a package arrive at the registry office's desk; the id of the document it became."""

    def first_day(self) -> None:
        """A letter goes its whole way; another is drafted."""
        letter = self._draft("Personel Görevlendirmesi", "personel-gorevlendirmesi")
        self._recipient(letter, "ADALET BAKANLIĞI", "24309797")
        self._enclosure(letter)
        self._to_signature(letter, "774")
        self._sign(letter, "Personel Görevlendirmesi")
        second = self._draft("Eğitim Programına Katılım", "egitim-programina-katilim")
        self.client.do(DRAFTER, "editDraft", documentId=second, subject="Hizmet İçi Eğitim Programına Katılım")
        self._look(REGISTRAR, "görevlendirme")

    def second_day(self) -> None:
        """A package arrives and is assigned; an urgent letter waits for initials; one is given back."""
        received = self.receive()
        note = "Değerlendirilip cevap taslağı hazırlanması."
        person = {"personId": "mehmet.kaya", "personName": "Mehmet Kaya"}
        self.client.do(HEAD, "assignDocument", documentId=received, unit=_PERSONNEL, note=note, **person)
        urgent = self._draft("Bilgi Güvenliği Olayı Bildirimi", "bilgi-guvenligi-olayi")
        self.client.do(DRAFTER, "setUrgency", documentId=urgent, urgency="URGENT")
        self._recipient(urgent, "ULAŞTIRMA VE ALTYAPI BAKANLIĞI", "24308110")
        self.client.do(DRAFTER, "numberDocument", documentId=urgent, detsisNo=_INSTITUTION, fileCode="702.03")
        self._route(urgent)
        returned = self._draft("Yıllık İzin Planlaması", "yillik-izin-planlamasi")
        self._recipient(returned, "STRATEJİ GELİŞTİRME BAŞKANLIĞI", "24301055")
        self.client.do(DRAFTER, "numberDocument", documentId=returned, detsisNo=_INSTITUTION, fileCode="774")
        self._route(returned)
        reason = "Ekteki çizelge güncel değil; son tarihle yenileyin."
        self.client.do(HEAD, "returnForCorrection", documentId=returned, reason=reason)
        self._look(ARCHIVIST, "izin")

    def third_day(self) -> None:
        """A draft with a number is cancelled; a letter of official use is signed; the auditor reads."""
        dropped = self._draft("Toplantı Daveti", "toplanti-daveti")
        self.client.do(DRAFTER, "numberDocument", documentId=dropped, detsisNo=_INSTITUTION, fileCode="050.02")
        self.client.do(DRAFTER, "cancelDocument", documentId=dropped, reason="Toplantı ertelendi.")
        graded = self._draft("Personel Güvenlik Soruşturması", "personel-guvenlik-sorusturmasi")
        self.client.do(
            DRAFTER,
            "proposeGrade",
            documentId=graded,
            classification="OFFICIAL_USE",
            justification="Kişisel veriler içeriyor; bilmesi gerekenlerle sınırlı.",
        )
        self._recipient(graded, "ANKARA VALİLİĞİ", "24308513")
        self._to_signature(graded, "663")
        self._sign(graded, "Personel Güvenlik Soruşturması", grade="OFFICIAL_USE")
        self._look(AUDITOR, "güvenlik")

    def today(self) -> None:
        """The day that is still open: a fresh draft, a letter awaiting signature, one signed a moment ago."""
        self._draft("Arşiv Alanı İhtiyacı", "arsiv-alani-ihtiyaci")
        signed = self._draft("Yazılım Güncelleme Takvimi", "yazilim-guncelleme-takvimi")
        self._recipient(signed, "SANAYİ VE TEKNOLOJİ BAKANLIĞI", "24308207")
        self._to_signature(signed, "702.02")
        self._sign(signed, "Yazılım Güncelleme Takvimi")
        waiting = self._draft("Bilgi Edinme Başvurusuna Cevap", "bilgi-edinme-cevabi")
        self.client.do(
            DRAFTER,
            "addRecipient",
            documentId=waiting,
            recipient={
                "id": "1",
                "distribution": "FOR_ACTION",
                "party": {"kind": "NATURAL_PERSON", "givenNames": "Işıl", "surname": "Çağlayan"},
            },
        )
        self._to_signature(waiting, "622.01")

    def _draft(self, subject: str, name: str) -> str:
        body = self.client.upload(DRAFTER, one_page_pdf(subject), f"{name}.pdf", "application/pdf")
        draft = self.client.do(
            DRAFTER, "draftDocument", direction="OUTGOING", unit=_PERSONNEL, subject=subject, body=body
        )
        return str(draft["id"])

    def _recipient(self, document: str, name: str, detsis_no: str) -> None:
        party = {"kind": "INSTITUTION", "name": name, "detsisNo": detsis_no}
        recipient = {"id": "1", "distribution": "FOR_ACTION", "party": party}
        self.client.do(DRAFTER, "addRecipient", documentId=document, recipient=recipient)

    def _enclosure(self, document: str) -> None:
        file = self.client.upload(DRAFTER, one_page_pdf("Ek-1 Çizelge"), "cizelge.pdf", "application/pdf")
        enclosure = {"id": "1", "name": "Görevlendirme çizelgesi", "kind": "FILE", "signed": True, "file": file}
        self.client.do(DRAFTER, "addEnclosure", documentId=document, enclosure=enclosure)

    def _to_signature(self, document: str, file_code: str) -> None:
        self.client.do(DRAFTER, "numberDocument", documentId=document, detsisNo=_INSTITUTION, fileCode=file_code)
        digest = self._route(document)
        self.client.do(HEAD, "initialDocument", documentId=document, contentDigest=digest)

    def _route(self, document: str) -> str:
        routed = self.client.do(
            DRAFTER, "routeForInitials", documentId=document, steps=[_FIRST_STEP], signers=[_SIGNER]
        )
        return str(routed["contentDigest"])

    def _sign(self, document: str, subject: str, grade: str = "NONE") -> None:
        content = f"Paket özeti (TEST): {document} {subject}\n".encode()
        stored = self.client.upload(HEAD, content, "PaketOzeti.xml", "application/xml")
        signature = self.client.upload(HEAD, self.sign(content), "ImzaCades.imz", "application/pkcs7-signature")
        self.client.do(
            HEAD,
            "signDocument",
            documentId=document,
            viewedDigest=stored["digest"],
            confirmedClassification=grade,
            signature=signature,
        )

    def _look(self, token: str, words: str) -> dict[str, Any]:
        """Search, then open what was found: reads that stand in the day's report."""
        query = "query($t: String!) { searchDocuments(text: $t, first: 5) { edges { node { id subject state } } } }"
        return self.client.ask(token, query, t=words)


def one_page_pdf(title: str) -> bytes:
    """A one-page PDF that says what it is; text outside ASCII is written without its marks."""
    plain = title.translate(str.maketrans("çğıöşüÇĞİÖŞÜ", "cgiosuCGIOSU"))
    stream = f"BT /F1 18 Tf 72 760 Td ({plain}) Tj ET".encode("ascii", "replace")
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj%s\nendobj\n" % (number, text)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        table,
        len(body),
    )
