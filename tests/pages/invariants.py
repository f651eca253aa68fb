"""What must hold of every answer of the product, whichever test asked for it."""

from django.http import HttpResponse
from tests.pages.pages import assert_good_page

from headway.pages.exports import asked_export

# What every answer's headers must say, a file's and a redirect's too; the first as far as it came by HTTPS.
TRANSPORT = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload"}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
}
KEPT_BY_NOBODY = ("no-store", "private")
NONCE, LOOSE = "nonce-", ("unsafe-inline", "unsafe-eval", "*")


def faults_of_response(response: HttpResponse) -> list[str]:
    """What is wrong with an answer: its headers, and for a whole page its structure and words; for a file, no limit."""
    found = faults_of_headers(response)
    if "attachment" in response.headers.get("Content-Disposition", ""):
        return found + _faults_of_file(response)
    if (
        not response.headers.get("Content-Type", "").startswith("text/html")
        or response.streaming
        or not response.content
    ):
        return found
    policy = response.headers.get("Content-Security-Policy", "")
    found += [f"the policy allows {word}" for word in LOOSE if word in policy.replace("*.", "")]
    found += [] if "default-src" in policy else ["no policy of what may be loaded"]
    return found + _faults_of_page(response)


def faults_of_headers(response: HttpResponse) -> list[str]:
    """What is wrong with the headers of an answer of any kind; nothing for a signed-in person is kept by anybody."""
    request = getattr(response, "wsgi_request", None)
    right = HEADERS | (TRANSPORT if request is None or request.is_secure() else {})
    found = [
        f"{name}: {response.headers.get(name)}"
        for name, value in right.items()
        if response.headers.get(name) != value
    ]
    control = response.headers.get("Cache-Control", "")
    user = getattr(request, "user", None)
    if request is not None and not (user and user.is_authenticated):
        return found
    return found + [
        f"Cache-Control without {word}: {control}" for word in KEPT_BY_NOBODY if word not in control
    ]


def _faults_of_file(response: HttpResponse) -> list[str]:
    route = response.resolver_match.func.route
    if route.limit or asked_export(response.wsgi_request):
        return []
    return [f"a file of a route without a limit: {route.name}"]


def _faults_of_page(response: HttpResponse) -> list[str]:
    """A piece of a page (for a script to put in) is no page, and begins without a doctype."""
    if not response.content.lstrip().lower().startswith(b"<!doctype"):
        return []
    try:
        assert_good_page(response)
    except Exception as fault:  # strict HTML5 parsing and our own assertions fail in different ways
        return [str(fault).splitlines()[0][:200] or type(fault).__name__]
    return []
