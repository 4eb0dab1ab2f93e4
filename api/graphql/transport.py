"""What happens to a request before GraphQL sees it: size, sign-in, and the settling of its reads afterwards."""

from collections.abc import Mapping
from typing import Any

import orjson
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class OrjsonResponse(Response):
    """JSON answer by orjson; never cached: answers are for one person."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        """UTF-8 JSON bytes."""
        return orjson.dumps(content)


def error_answer(
    status: int, code: str, message_tr: str, message_en: str, headers: Mapping[str, str] | None = None
) -> OrjsonResponse:
    """An answer in GraphQL's error shape for what happened before or around GraphQL."""
    body = {
        "data": None,
        "errors": [
            {
                "message": message_tr,
                "extensions": {"code": code, "messageTr": message_tr, "messageEn": message_en},
            }
        ],
    }
    return OrjsonResponse(body, status_code=status, headers=dict(headers or {}))


class BodyLimit:
    """Refuses bodies beyond a size, by their announced length and by what really comes."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self._app = app
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through while its body stays within the limit."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        announced = dict(scope["headers"]).get(b"content-length", b"0")
        if not announced.isdigit() or len(announced) > 12 or int(announced) > self._limit:
            await self._too_large()(scope, receive, send)
            return
        counted = _Counted(receive, self._limit)
        try:
            await self._app(scope, counted, send)
        except BodyTooLargeError:
            # Bodies are read before an answer starts, so this answer is the first.
            await self._too_large()(scope, receive, send)

    def _too_large(self) -> OrjsonResponse:
        return error_answer(
            413,
            "BODY_TOO_LARGE",
            f"İstek gövdesi {self._limit} bayttan büyük olamaz. İsteği bölün.",
            f"A request body has at most {self._limit} bytes. Split the request.",
        )


class BodyTooLargeError(Exception):
    """More bytes came than were announced or allowed."""


class _Counted:
    def __init__(self, receive: Receive, limit: int) -> None:
        self._receive = receive
        self._left = limit

    async def __call__(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise BodyTooLargeError
        return message
