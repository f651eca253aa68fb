"""The one way in: who is asking, may they know of it, may they do it."""

from collections.abc import Callable
from contextlib import nullcontext
from functools import wraps

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from headway.features.appointments.queries import viewer_of
from headway.features.appointments.viewer import Viewer
from headway.features.audit.memory import one_reading
from headway.features.policies.queries import typed
from headway.pages import errors
from headway.pages.limits import too_often
from headway.pages.routes import Route, View, act_needed
from headway.pages.signin.factors import showed_second_factor, staff_need_one

NUL = "\0"  # no name holds it, and PostgreSQL takes no question about it
READING = ("GET", "HEAD")
# Where staff may go before their second factor stands.
BEFORE_SECOND_FACTOR = ("mfa_activate_totp", "mfa_add_webauthn", "account_logout")


def viewer_from(request: HttpRequest) -> Viewer:
    """The signed-in person as a viewer today."""
    return viewer_of(request.user, on=timezone.localdate(), access=typed("access", timezone.localdate()))


def guard(route: Route) -> View:
    """The view of a route behind its door: 405, 404 for what one may not know of, 403 with the verdict, else the view."""

    @wraps(route.view)
    def behind_the_door(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.method not in route.methods:
            return errors.not_allowed(request, route.methods)
        if any(NUL in word for word in kwargs.values() if isinstance(word, str)):
            return errors.not_found(request)
        if route.public:
            return route.view(request, *args, **kwargs)
        if route.kind and not request.viewer.knows(route.kind):
            return errors.not_found(request)
        if route.kind and not (verdict := request.viewer.may_ever(route.kind, act_needed(route, request))):
            return errors.forbidden(request, verdict.reason)
        if often := too_often(request, route):
            return often
        return route.view(request, *args, **kwargs)

    behind_the_door.route = route
    return behind_the_door


class DoorMiddleware:
    """Anonymous: to signing in, for every path that is not public, existing or not. Signed in: second factor first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # A page that only reads tells of one moment; what is posted sees what it did.
        with one_reading() if request.method in READING else nullcontext():
            response = self._turned_away(request) or self.get_response(request)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response

    def _turned_away(self, request: HttpRequest) -> HttpResponse | None:
        name, public = _where(request)
        if public:
            return None
        if not request.user.is_authenticated:
            _end_dead_session(request)
            return redirect_to_login(request.get_full_path(), reverse("account_login"))
        request.viewer = SimpleLazyObject(lambda: viewer_from(request))
        if name in BEFORE_SECOND_FACTOR or not request.viewer.is_staff:
            return None
        if staff_need_one() and not showed_second_factor(request):
            return redirect("mfa_activate_totp")
        return None


def _end_dead_session(request: HttpRequest) -> None:
    """A session whose person is disabled or gone must not wake up again."""
    if SESSION_KEY in request.session:
        request.session.flush()


def _where(request: HttpRequest) -> tuple[str, bool]:
    """The name of the route asked for and whether it is public; an unknown path is not."""
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return "", False
    route = getattr(match.func, "route", None)
    return match.url_name or "", bool(route and route.public)
