"""A plan as a file: its grid as Word or as a spreadsheet, and a pack for the board as Word or PDF."""

from django.http import Http404, HttpRequest, HttpResponse

from headway.features.files.queries import SPREADSHEET, WORD, download_headers
from headway.features.plans.queries import actions_shown, sees_within
from headway.flows.board_pack import board_pack
from headway.flows.plan_files import plan_as_read
from headway.gateways.documents import plan_spreadsheet, plan_word
from headway.pages.downloading import pack_file
from headway.pages.plans.finding import found_plan, found_within, policy_of

FORMS = {"word": (plan_word, WORD, "docx"), "spreadsheet": (plan_spreadsheet, SPREADSHEET, "xlsx")}


def download(request: HttpRequest, plan_id: str, form: str) -> HttpResponse:
    """The plan as Word or as a spreadsheet, which can be brought in again."""
    plan = found_plan(request, plan_id)
    if form not in FORMS:
        raise Http404
    actions = actions_shown(plan, within=sees_within(request.viewer, plan))
    make, kind, ending = FORMS[form]
    made = make(plan_as_read(plan, actions, request.viewer.on, policy_of(request)))
    return HttpResponse(made, headers=download_headers(f"{plan.title}.{ending}", kind))


def download_pack(request: HttpRequest, plan_id: str, form: str) -> HttpResponse:
    """The plan as a pack for the board, as Word or PDF."""
    plan = found_within(request, plan_id)
    return pack_file(board_pack(plan, request.viewer.on, policy_of(request)), form, f"{plan.title}, pack")
