"""A plan as a file: its grid as Word or as a spreadsheet, and a pack for the board."""

from django.http import Http404, HttpRequest, HttpResponse

from headway.features.plans.queries import actions_shown, sees_within
from headway.flows.board_pack import board_pack
from headway.flows.plan_files import plan_as_read
from headway.gateways.documents import pack_word, plan_spreadsheet, plan_word, safe_name
from headway.pages.plans.finding import found_plan, found_within, policy_of

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMS = {"word": (plan_word, WORD, "docx"), "spreadsheet": (plan_spreadsheet, SPREADSHEET, "xlsx")}


def download(request: HttpRequest, plan_id: str, form: str) -> HttpResponse:
    """The plan as Word or as a spreadsheet, which can be brought in again."""
    plan = found_plan(request, plan_id)
    if form not in FORMS:
        raise Http404
    actions = actions_shown(plan, within=sees_within(request.viewer, plan))
    make, kind, ending = FORMS[form]
    response = HttpResponse(
        make(plan_as_read(plan, actions, request.viewer.on, policy_of(request))), content_type=kind
    )
    response["Content-Disposition"] = f'attachment; filename="{safe_name(plan.title)}.{ending}"'
    return response


def download_pack(request: HttpRequest, plan_id: str) -> HttpResponse:
    """The plan as a pack for the board, as Word."""
    plan = found_within(request, plan_id)
    made = pack_word(board_pack(plan, request.viewer.on, policy_of(request)))
    response = HttpResponse(made, content_type=WORD)
    response["Content-Disposition"] = f'attachment; filename="{safe_name(plan.title)}, pack.docx"'
    return response
