"""Formats an electronic enclosure may have (S2-ı-6): media types with the file name endings that go with them."""

from typing import Final

from domain.turkish import code_key

ACCEPTED_FORMATS: Final[dict[str, tuple[str, ...]]] = {
    "application/pdf": (".pdf",),
    "application/vnd.oasis.opendocument.text": (".odt",),
    "application/vnd.oasis.opendocument.spreadsheet": (".ods",),
    "application/vnd.oasis.opendocument.presentation": (".odp",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (".docx",),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": (".xlsx",),
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": (".pptx",),
    "application/xml": (".xml",),
    "text/xml": (".xml",),
    "text/plain": (".txt",),
    "text/csv": (".csv",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
    "image/tiff": (".tif", ".tiff"),
    "audio/mpeg": (".mp3",),
    "video/mp4": (".mp4",),
}
"""Data, after the interoperability list; no executables and no macro-bearing office files."""


def is_accepted_format(media_type: str, name: str) -> bool:
    """Whether the content's type is on the list and the name's ending belongs to it."""
    return any(code_key(name).endswith(ending) for ending in ACCEPTED_FORMATS.get(code_key(media_type), ()))
