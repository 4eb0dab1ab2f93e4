"""One event's proof as a file that stands on its own: position, path and the sealed checkpoint (C2SP tlog-proof)."""

from starlette.responses import Response

from api.access import Operation
from api.web.refusals import NotFoundError
from api.web.request_context import PageRequest
from domain.access import downloaded
from domain.events import istanbul_day
from timestamping.checkpoints import Checkpoint, SignedNote, TlogProof


def proof_download(page: PageRequest) -> Response:
    """The proof that an event lies under the sealed checkpoint of its day; there is none before the day is sealed.

    It tells nothing of the event but its place: whoever holds the event's bytes can check it, nobody else learns more.
    """
    page.allow(Operation.READ_EVENTS)
    position: int = page.request.path_params["position"]
    event = page.services.event_at(position) if position < 2**63 else None
    today = istanbul_day(page.services.now())
    day = page.services.days.day(istanbul_day(event.recorded_at), today) if event else None
    if day is None or day.seal is None:
        raise NotFoundError
    note = day.seal.checkpoint.encode()
    size = Checkpoint.parse(SignedNote.parse(note).text).head.size
    proof = TlogProof(position - 1, page.services.inclusion(position, size), note).render()
    page.reads.note(downloaded, element_type="proof", element_id=str(position), size=len(proof))
    page.reads.settle()
    name = f"kanit-{position}.tlog-proof"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(proof, media_type="text/plain; charset=utf-8", headers=headers)
