"""The zip and the OPC package in it, read without trust and written without variation.

Words: an *entry* lies in the zip, a *part* in the package (its name starts with a slash); a *relationship* leads
from the package or a part to a part. Part bytes are never decoded or re-encoded here.
Called by the readers and writers of this floor. Must not know what a part means.
"""

from archive.eyazisma.container.opc import OpcPackage, Relationship, open_opc
from archive.eyazisma.container.part_names import folded, resolve_target
from archive.eyazisma.container.xml_source import XmlError, parse_xml
from archive.eyazisma.container.zip_source import ZipEntry, ZipSource

__all__ = [
    "OpcPackage",
    "Relationship",
    "XmlError",
    "ZipEntry",
    "ZipSource",
    "folded",
    "open_opc",
    "parse_xml",
    "resolve_target",
]
