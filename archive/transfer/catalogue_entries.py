"""How entries of the catalogue are made: what they do to the verdict, and what is to be done about them."""

from typing import Final

from timestamping.sealing import FindingKind, Severity

_AGAIN_TR = "Paketi kurumdan yeniden isteyin; kimin elinden geçtiğini araştırın."
_AGAIN_EN = "Ask the institution for the package again, and find out through whose hands it went."
_MAKER_TR = "Paketi üreten kuruma bildirin: defterin kendisi `kutuk verify` ile doğrulanmalı."
_MAKER_EN = "Tell the institution that made the package: its ledger must be checked with `kutuk verify`."
_TRUST_TR = "`--trust` klasörüne doğru güven köklerini koyun."
_TRUST_EN = "Put the right trust anchors into the `--trust` folder."
_KEY_TR = "Defterin doğrulama anahtarını paketten bağımsız bir yoldan alın; `--key` ile ya da güven klasöründe verin."
_KEY_EN = "Get the ledger's verifier key by a way other than the package; give it with `--key` or in the trust folder."
_LATER_TR = "Gün kapanıp mühürlendikten sonra yeni bir paket isteyin."
_LATER_EN = "Ask for a new package when the day is closed and sealed."
_NONE_TR = "Yapılacak bir şey yok."
_NONE_EN = "Nothing needs to be done."
_PIN_TR = "Saklanan denetim noktasının bu deftere ait olduğunu kontrol edin."
_PIN_EN = "Check that the kept checkpoint is of this ledger."

_B, _O, _N = Severity.BROKEN, Severity.OPEN, Severity.NOTE


def again(number: int, name: str, tr: str, en: str) -> FindingKind:
    """Something was changed after the package was made."""
    return FindingKind(f"KUTUK-P-{number}", name, _B, tr, en, _AGAIN_TR, _AGAIN_EN)


def maker(number: int, name: str, tr: str, en: str) -> FindingKind:
    """Something that changing the package alone cannot explain when its manifest is signed."""
    return FindingKind(f"KUTUK-P-{number}", name, _B, tr, en, _MAKER_TR, _MAKER_EN)


def undecided(number: int, name: str, tr: str, en: str, remedy: tuple[str, str]) -> FindingKind:
    """Something is missing without which there is no yes and no no."""
    return FindingKind(f"KUTUK-P-{number}", name, _O, tr, en, *remedy)


def note(number: int, name: str, tr: str, en: str, remedy: tuple[str, str] = (_NONE_TR, _NONE_EN)) -> FindingKind:
    """Worth knowing; the verdict stays."""
    return FindingKind(f"KUTUK-P-{number}", name, _N, tr, en, *remedy)


TRUST: Final = (_TRUST_TR, _TRUST_EN)
KEY: Final = (_KEY_TR, _KEY_EN)
LATER: Final = (_LATER_TR, _LATER_EN)
PIN: Final = (_PIN_TR, _PIN_EN)
MAKER: Final = (_MAKER_TR, _MAKER_EN)
"""Remedies in Turkish and English."""
