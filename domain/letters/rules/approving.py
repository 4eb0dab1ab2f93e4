"""Sections j to l: approval, initials, coordination."""

from collections.abc import Iterator
from typing import Final

from domain.letters.findings import Section, Severity
from domain.letters.kinds import LetterKind
from domain.letters.rules.rule import Case, Fault, Patch, fault, rule

_PROPOSER: Final = {
    "given_names": "Ayşe",
    "surname": "Işık",
    "title": "Personel Genel Müdürü",
    "signed_at": "2024-03-15T09:00:00+03:00",
}
_APPROVER: Final = {
    "given_names": "Ali Rıza",
    "surname": "Çelik",
    "title": "Bakan",
    "signed_at": "2024-03-15T14:00:00+03:00",
}
_DEPUTY: Final = {
    "given_names": "Fatma",
    "surname": "Şahin",
    "title": "Bakan Yardımcısı",
    "signed_at": "2024-03-15T11:00:00+03:00",
}
_EXPERT: Final = {"given_names": "Mehmet", "surname": "Demir", "title": "Uzman", "day": "2024-03-14"}
_HEAD: Final = {"given_names": "Zeynep", "surname": "Kaya", "title": "Daire Başkanı", "day": "2024-03-14"}
_OTHER: Final = {
    "given_names": "Hüseyin",
    "surname": "Öztürk",
    "title": "Daire Başkanı",
    "unit": "Dış İlişkiler Dairesi Başkanlığı",
    "day": "2024-03-15",
}


def _approval(approver: Patch, *concurrences: Patch) -> dict[str, object]:
    return {
        "kind": "approval",
        "body": [{"text": "Uygun görüldüğü takdirde olurlarınıza arz ederim."}],
        "addressee": {
            "kind": "institution",
            "internal": True,
            "party": {"kind": "institution", "name": "Bakanlık Makamı", "detsis_no": "24301050", "unit": None},
        },
        "signers": [_PROPOSER],
        "references": [],
        "approval": {"approver": approver, "concurrences": list(concurrences)},
    }


@rule(
    "S2-j-1",
    Section.APPROVAL,
    Severity.REJECT,
    tr="Oluru önce teklif eden birim, sonra oluru alınan makam imzalar; olur bölümü yalnız olur belgesinde bulunur.",
    en="The proposing unit signs first, the approving office after it; only an approval has such a section.",
    bad=_approval({**_APPROVER, "signed_at": "2024-03-15T08:00:00+03:00"}),
    good=_approval(_APPROVER),
)
def approver_signs_after_the_proposer(case: Case) -> Iterator[Fault]:
    letter, approval = case.letter, case.letter.approval
    if (letter.kind is LetterKind.APPROVAL) != (approval is not None):
        yield fault("approval")
    elif approval is not None and approval.approver.signed_at is not None:
        at = approval.approver.signed_at
        if any(signer.signed_at is None or signer.signed_at > at for signer in letter.signers):
            yield fault("approval.approver.signed_at")


@rule(
    "S2-j-6",
    Section.APPROVAL,
    Severity.REJECT,
    tr="Uygun görüş verenler unvan sırasıyla, teklif edenden sonra ve onaylayandan önce imzalar: sırayı düzeltin.",
    en="Concurring offices sign by rank, after the proposer and before the approver: mend the order.",
    bad=_approval(_APPROVER, {**_DEPUTY, "signed_at": "2024-03-15T15:00:00+03:00"}),
    good=_approval(_APPROVER, _DEPUTY),
)
def concurring_offices_sign_in_between(case: Case) -> Iterator[Fault]:
    approval = case.letter.approval
    if approval is None:
        return
    times = [one.signed_at for _, one in case.every_signer if one.signed_at is not None]
    known = [case.data.ranks.rank(one.title) if one.rank is None else one.rank for one in approval.concurrences]
    ranks = [rank for rank in known if rank is not None]
    if (approval.concurrences and times != sorted(times)) or ranks != sorted(ranks):
        yield fault("approval.concurrences")


@rule(
    "S2-k-1",
    Section.INITIALS,
    Severity.REJECT,
    tr="Parafta unvanı kısaltmadan, sırayı alttan üste yazın: “{found}”.",
    en="Write titles of initials in full and the chain from lower to higher: “{found}”.",
    bad={"initials": [_EXPERT, {**_HEAD, "title": "Şb. Md."}]},
    good={"initials": [_EXPERT, _HEAD]},
)
def initials_have_full_titles_in_order_of_rank(case: Case) -> Iterator[Fault]:
    highest = 0
    for place, entry in enumerate(case.letter.initials):
        known = case.data.ranks.rank(entry.title) if entry.rank is None else entry.rank
        if "." in entry.title or not entry.title.strip() or (known is not None and known < highest):
            yield fault(f"initials[{place}].title", found=entry.title)
        highest = max(highest, known or 0)


@rule(
    "S2-l-1",
    Section.COORDINATION,
    Severity.REJECT,
    tr="Koordinasyon, hazırlayan birimin paraf zinciri tamamlandıktan sonra ve birimi yazılarak yapılır: “{found}”.",
    en="Coordination comes after the own chain of initials is complete, and names its unit: “{found}”.",
    bad={"initials": [_EXPERT, {**_HEAD, "day": None}], "coordination": [_OTHER]},
    good={"initials": [_EXPERT, _HEAD], "coordination": [_OTHER]},
)
def coordination_comes_after_the_own_chain(case: Case) -> Iterator[Fault]:
    own = [entry.day for entry in case.letter.initials]
    for place, entry in enumerate(case.letter.coordination):
        early = entry.day is not None and any(day is None or day > entry.day for day in own)
        if early or not entry.unit or "." in entry.title:
            yield fault(f"coordination[{place}]", found=entry.title)


RULES: Final = (
    approver_signs_after_the_proposer,
    concurring_offices_sign_in_between,
    initials_have_full_titles_in_order_of_rank,
    coordination_comes_after_the_own_chain,
)
