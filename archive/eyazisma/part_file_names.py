"""From a file name to a part name (package guide §3.4)."""

_LETTERS = str.maketrans("şöçğüıİŞÖÇĞÜ", "socguiISOCGU")
NEUTRAL_NAME = "dosya"


def part_file_name(file_name: str) -> str:
    """`file_name` in plain ASCII without white space; a neutral name when nothing is left.

    Folder separators go too: a part name has exactly one folder.
    """
    letters = file_name.translate(_LETTERS)
    reduced = "".join(c for c in letters if "!" <= c <= "~" and c not in "/\\")
    stem, dot, extension = reduced.rpartition(".")
    if not stem.strip("."):
        return NEUTRAL_NAME + (dot + extension if extension else "")
    return stem + dot + extension


def unique_names(names: list[str]) -> list[str]:
    """`names` with ``_2``, ``_3`` … before the extension where a name would repeat, case not counting."""
    taken: set[str] = set()
    result = []
    for name in names:
        candidate, number = name, 1
        while candidate.lower() in taken:
            number += 1
            stem, dot, extension = name.rpartition(".")
            candidate = f"{stem}_{number}{dot}{extension}" if dot else f"{name}_{number}"
        taken.add(candidate.lower())
        result.append(candidate)
    return result
