"""What must be in order before a draft leaves its drafter (SM-6)."""

from domain.documents.circulation_errors import (
    BodyMissingError,
    ChainOrderError,
    RecipientMissingError,
    SignerAuthorityError,
    SignerMissingError,
    SignerOfficeError,
    TitleAbbreviatedError,
)
from domain.documents.content import Content
from domain.documents.limits import LONGEST_CHAIN, check_count
from domain.documents.values import Capacity, InitialsStep, SignerStep
from domain.turkish import title

_SMALL_WORDS = frozenset({"ve", "ile", "veya", "ya", "da", "de", "için", "mi", "mı", "mu", "mü", "ki"})


def check_routable(content: Content) -> None:
    """Raise BodyMissingError or RecipientMissingError."""
    if content.body is None:
        raise BodyMissingError
    if not content.recipients:
        raise RecipientMissingError


def check_chains(steps: tuple[InitialsStep, ...], signers: tuple[SignerStep, ...]) -> None:
    """Raise the refusal of the first rule the chains break (SM-6, S2-k-1, S2-h-10, S2-h-13)."""
    if not signers:
        raise SignerMissingError
    for chain in (steps, signers):
        check_count("zincir / chain", len(chain), LONGEST_CHAIN)
        _check_order(chain)
    for step in steps:
        if "." in step.title or not step.title.strip():
            raise TitleAbbreviatedError(title=step.title)
    for signer in signers:
        if not signer.authority.strip():
            raise SignerAuthorityError(name=signer.name)
        if signer.capacity is not Capacity.PRINCIPAL and not signer.on_behalf_of:
            raise SignerOfficeError(name=signer.name)


def routing_warnings(content: Content) -> tuple[str, ...]:
    """Ids of the rules whose warnings the drafter must accept before the document goes out."""
    warnings = []
    if not content.for_action:
        warnings.append("S2-i-3")
    if not _has_initial_capitals(content.subject) or content.subject.endswith((".", ",", ";", ":", "!", "?")):
        warnings.append("S2-e-3")
    if content.letter is not None:
        warnings += [rule_id for rule_id in content.letter.doubted if rule_id not in warnings]
    return tuple(warnings)


def _check_order(chain: tuple[InitialsStep, ...] | tuple[SignerStep, ...]) -> None:
    people = [step.person_id for step in chain]
    ranks = [step.rank for step in chain]
    in_turn = [step.order for step in chain] == list(range(1, len(chain) + 1))
    if not in_turn or len(set(people)) != len(people) or ranks != sorted(ranks):
        raise ChainOrderError


def _has_initial_capitals(subject: str) -> bool:
    """Each word but small ones starts with a capital (S2-e-3); what stands in capitals already is left alone."""
    words = [word for word in subject.split() if word not in _SMALL_WORDS]
    return all(word[:1] == title(word)[:1] for word in words)
