"""What a route is: its address, its view, the kind of thing it shows and what it takes to change it.

One registry of routes feeds the addresses, the menu, the permission matrix and the docs.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]
SEARCH, DOWNLOAD = "search", "download"


@dataclass(frozen=True, slots=True)
class Route:
    """One address.

    `kind` is a key of the access policy; `see` and `post` are the acts GET and POST need (see, change, approve, count);
    `post` None: the route takes no POST. `get` False: it takes POST only. `public`: open without signing in. A route
    that is not public and has no kind is for everybody who is signed in.
    `most_megabytes`: of what is sent to it, where it takes files.
    `limit`: what it counts as, SEARCH or DOWNLOAD, where one person may not ask for it as often as they like.
    `relation` "any" or "own": what the view's own query narrows by. `place` is the heading of the navigation it opens.
    """

    path: str
    name: str
    view: View
    kind: str = ""
    see: str = "see"
    post: str | None = None
    get: bool = True
    public: bool = False
    relation: str = "any"
    place: str = ""
    most_megabytes: int = 0
    limit: str = ""

    @property
    def methods(self) -> tuple[str, ...]:
        """The methods the route takes."""
        return (("GET", "HEAD") if self.get else ()) + (() if self.post is None else ("POST",))


def act_needed(route: Route, request: HttpRequest) -> str:
    """The act this request needs by its method."""
    return route.post if request.method == "POST" and route.post else route.see
