"""The Turkish alphabet and its order."""

from typing import Final

ALPHABET: Final = "abcçdefgğhıijklmnoöprsştuüvyz"
"""The 29 letters, in order; also the marks of references (S2-g-6)."""

COLLATION: Final = "abcçdefgğhıijklmnoöpqrsştuüvwxyz"
"""The alphabet with q, w and x after their neighbours, as CLDR orders them (N-5)."""

_ASCII: Final = str.maketrans("çğıöşüâîûÇĞİÖŞÜÂÎÛ", "cgiosuaiuCGIOSUAIU")


def letter_mark(index: int) -> str:
    """Mark of the item with this index, from 0: ``a)`` … ``z)`` (S2-g-6); after that ``aa)``, where no rule is known.

    Raises ValueError for negative indexes.
    """
    if index < 0:
        raise ValueError("marks are counted from 0")
    round_, place = divmod(index, len(ALPHABET))
    return ALPHABET[place] * (round_ + 1) + ")"


def ascii_folded(text: str) -> str:
    """The text with Turkish letters replaced by their ASCII look-alikes, by an explicit table (mevzuat §14)."""
    return text.translate(_ASCII)
