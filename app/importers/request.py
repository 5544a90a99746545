"""What a process that reads is asked to do. Costs next to nothing to import, so that reading can start at once."""

from msgspec import Struct

from app.importers.guard import Limits

PDF, SEEN_PDF, SEEN_WORD = "pdf", "pdf with its pictures", "pictures of a Word file"
"""What may be asked for besides the documents' own formats."""


class Wanted(Struct, frozen=True):
    """That a document is to be recognised too, under which title and house style; `name` is for one without a title."""

    title: str = ""
    house: str = "plain"
    name: str = ""


class Request(Struct, frozen=True, omit_defaults=True):
    """What the reading process is asked to do."""

    path: str
    format: str
    limits: Limits
    wanted: Wanted | None = None
