"""Characters that no page may hold: what somebody pasted with controls in it is shown with a mark in their place."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# Controls but tab and line ends, and the code points that are no characters, as UTF-8 has them.
NOT_IN_HTML = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\xc2[\x80-\x9f]|\xef\xbf[\xbe\xbf]|\xef\xb7[\x90-\xaf]"
)
MARK = "\ufffd".encode()


class VisibleCharacters:
    """Middleware: every HTML answer is made of characters that HTML allows."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if is_page and not response.streaming and NOT_IN_HTML.search(response.content):
            response.content = NOT_IN_HTML.sub(MARK, response.content)
        return response
