"""Pages that go out as a file: in Word to work on, or as a PDF to read and print."""

from django.http import Http404, HttpResponse

from headway.features.files.queries import PDF, WORD, download_headers
from headway.gateways.documents import Pack, pack_pdf, pack_word

FORMS = {"word": (pack_word, WORD, "docx"), "pdf": (pack_pdf, PDF, "pdf")}


def pack_file(pack: Pack, form: str, name: str) -> HttpResponse:
    """The pack in this form, `name` without an ending; 404 for a form there is not."""
    if form not in FORMS:
        raise Http404
    make, kind, ending = FORMS[form]
    return HttpResponse(make(pack), headers=download_headers(f"{name}.{ending}", kind))
