"""Part names: percent-decoding, comparing, resolving relationship targets (ISO/IEC 29500-2 §6, §9)."""

from urllib.parse import unquote

_ASCII_FOLD = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}


def decoded(name: str) -> str:
    """`name` without percent-encoding; bytes that are no UTF-8 become the replacement character, never an error."""
    return unquote(name, errors="replace") if "%" in name else name


def folded(name: str) -> str:
    """The form in which part names are compared: leading slash, decoded, ASCII letters small (never Turkish casing)."""
    plain = decoded(name).translate(_ASCII_FOLD)
    return plain if plain.startswith("/") else "/" + plain


def ascii_folded(text: str) -> str:
    """`text` with ASCII letters small; all other letters stay (the dotted and dotless i must not meet)."""
    return text.translate(_ASCII_FOLD)


def resolve_target(source: str, target: str) -> str | None:
    """The part that a relationship of part `source` (``/`` for the package) means by `target`; None when none.

    Relative and absolute targets are resolved alike, percent-encoding is decoded; targets with a scheme, an
    authority, a query, a fragment or a climb above the root are refused.
    """
    plain = decoded(target)
    if not plain or plain.startswith("//") or any(c in plain for c in "?#\\\0") or _has_scheme(plain):
        return None
    base = [] if plain.startswith("/") else source.split("/")[1:-1]
    for segment in plain.split("/"):
        if segment == "..":
            if not base:
                return None
            base.pop()
        elif segment not in ("", "."):
            base.append(segment)
    return "/" + "/".join(base) if base else None


def _has_scheme(target: str) -> bool:
    return ":" in target.split("/", 1)[0]
