"""What must hold of every answer of the product, whichever test asked for it."""

from django.http import HttpResponse
from tests.pages.pages import assert_good_page

from headway.pages.exports import asked_export

# What an HTML answer's headers must say.
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
NONCE, LOOSE = "nonce-", ("unsafe-inline", "unsafe-eval", "*")


def faults_of_response(response: HttpResponse) -> list[str]:
    """What is wrong with an answer: its headers, and for a whole page its structure and words; for a file, no limit."""
    if "attachment" in response.headers.get("Content-Disposition", ""):
        return _faults_of_file(response)
    if (
        not response.headers.get("Content-Type", "").startswith("text/html")
        or response.streaming
        or not response.content
    ):
        return []
    found = [
        f"{name}: {response.headers.get(name)}"
        for name, value in HEADERS.items()
        if response.headers.get(name) != value
    ]
    policy = response.headers.get("Content-Security-Policy", "")
    found += [f"the policy allows {word}" for word in LOOSE if word in policy.replace("*.", "")]
    found += [] if "default-src" in policy else ["no policy of what may be loaded"]
    return found + _faults_of_page(response)


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
