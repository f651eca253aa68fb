"""Views that write of a board: its founding, its schools, seats and terms, and statements on its health."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from headway.features.governance import actions as deeds
from headway.features.governance.models import Board, Governing, Seat, Term
from headway.features.governance.queries import may_found, may_judge_health
from headway.features.policies.queries import typed
from headway.kit.figures import Link
from headway.kit.forms import KitForm
from headway.kit.words import day_words
from headway.pages.answering import FormPage, answer, refuse_unless, sent
from headway.pages.governance import forms
from headway.pages.governance.board import found_board, role_words
from headway.pages.governance.hours import CRUMB
from headway.rules.governance_policy import GovernancePolicy
from headway.rules.verdict import refuse

HEALTH_WORDS = (
    "What governor services see in the board. It stands beside the category of its schools and changes none.",
    "It stays as it is; a later look is a statement of its own.",
)
NOT_THE_BOARD = refuse("The authority states the health of a board.")


def found(request: HttpRequest) -> HttpResponse:
    """A new board with its schools and seats."""
    if refused := refuse_unless(request, may_found(request.viewer)):
        return refused
    policy = policy_of(request)
    form = forms.BoardForm(sent(request), policy=policy, initial={"valid_from": request.viewer.on})

    def act() -> None:
        told = {name: form.cleaned_data[name] for name in ("name", "kind", "valid_from")}
        more = {"schools": form.schools, "seats": form.seats, "policy": policy}
        deeds.found_board(**told, **more, by=request.viewer, at=timezone.now())

    page = FormPage("Found a board", "", (CRUMB,), form, "Found it", CRUMB.href)
    return answer(request, page, act, "The board is founded. All its seats are vacant: begin their terms.")


def edit(request: HttpRequest, key: str) -> HttpResponse:
    """What the board is called, its kind and its end."""
    if refused := refuse_unless(request, may_found(request.viewer)):
        return refused
    board, policy = found_board(request, key, "change"), policy_of(request)
    initial = {name: getattr(board, name) for name in ("name", "kind", "ended_on", "version")}
    form = forms.ChangedBoardForm(sent(request), policy=policy, initial=initial)

    def act() -> None:
        deeds.change_board(
            board=board,
            seen_version=form.seen_version,
            told=form.cleaned_data,
            policy=policy,
            by=request.viewer,
            at=timezone.now(),
        )

    return answer(request, _page(board, "Change this board", form, "Save"), act, "Saved.", thing="board")


def take_on(request: HttpRequest, key: str) -> HttpResponse:
    """Schools the board governs too."""
    if refused := refuse_unless(request, may_found(request.viewer)):
        return refused
    board = found_board(request, key, "change")
    form = forms.SchoolsForm(sent(request), initial={"valid_from": request.viewer.on})

    def act() -> None:
        told = {"schools": form.schools, "valid_from": form.cleaned_data["valid_from"]}
        deeds.take_on_schools(
            board=board, **told, policy=policy_of(request), by=request.viewer, at=timezone.now()
        )

    page = _page(board, "Take on a school", form, "Take it on")
    return answer(request, page, act, "The board governs it from that day on.")


def give_up(request: HttpRequest, key: str, governing: str) -> HttpResponse:
    """A school the board governs no longer."""
    if refused := refuse_unless(request, may_found(request.viewer)):
        return refused
    board = found_board(request, key, "change")
    row = _governing(board, governing)
    form = forms.UntilForm(sent(request), initial={"until": row.valid_until})

    def act() -> None:
        until = form.cleaned_data["until"]
        deeds.give_up_school(governing=row, until=until, by=request.viewer, at=timezone.now())

    words = (f"It governs {row.school.name} from {day_words(row.valid_from)}. That it did stays known.",)
    page = _page(board, f"Govern {row.school.name} no longer", form, "End it", words)
    return answer(request, page, act, "It governs the school no longer from that day on.")


def add_seats(request: HttpRequest, key: str) -> HttpResponse:
    """More seats of a role."""
    board = found_board(request, key, "change")
    form = forms.SeatsForm(
        sent(request), policy=policy_of(request), initial={"valid_from": request.viewer.on}
    )

    def act() -> None:
        deeds.add_seats(board=board, **form.cleaned_data, by=request.viewer, at=timezone.now())

    page = _page(board, "Add seats", form, "Add them")
    return answer(request, page, act, "The seats are added, and vacant.")


def close_seat(request: HttpRequest, key: str) -> HttpResponse:
    """A seat there is no longer."""
    board, policy = found_board(request, key, "change"), policy_of(request)
    seats = {seat.public_id: seat for seat in Seat.objects.filter(board=board, valid_until=None)}
    form = forms.CloseSeatForm(
        sent(request), seats={one: _seat_words(seat, policy) for one, seat in seats.items()}
    )

    def act() -> None:
        told = form.cleaned_data
        deeds.close_seat(seat=seats[told["seat"]], until=told["until"], by=request.viewer, at=timezone.now())

    words = ("Who held it, and when, stays known.",)
    page = _page(board, "Take a seat out", form, "Take it out", words)
    return answer(request, page, act, "The seat is taken out from that day on.")


def begin_term(request: HttpRequest, key: str, seat: str) -> HttpResponse:
    """Who holds a seat from a day on."""
    board, policy = found_board(request, key, "change"), policy_of(request)
    row = _seat(board, seat)
    role = policy.roles.get(row.role)
    if role is None:
        raise Http404
    form = forms.TermForm(sent(request), role=role, initial={"valid_from": request.viewer.on})

    def act() -> None:
        data = form.cleaned_data
        told = deeds.TermTold(row.public_id, data["holder"], data["valid_from"], form.until)
        deeds.begin_terms(board=board, told=[told], policy=policy, by=request.viewer, at=timezone.now())

    page = _page(board, f"Begin a term: {role.words}", form, "Begin it")
    return answer(request, page, act, "The term is entered.")


def end_term(request: HttpRequest, key: str, seat: str, term: str) -> HttpResponse:
    """A term that ends early, or was entered by mistake."""
    board, policy = found_board(request, key, "change"), policy_of(request)
    row = _seat(board, seat)
    held = Term.objects.select_related("seat__board").filter(seat=row, public_id=term).first()
    if held is None:
        raise Http404
    form = forms.EndTermForm(sent(request), initial={"until": request.viewer.on, "reason": held.ended_early})

    def act() -> None:
        deeds.end_term(term=held, **form.cleaned_data, by=request.viewer, at=timezone.now())

    def remove() -> None:
        deeds.remove_term(term=held, by=request.viewer, at=timezone.now())

    until = f" until {day_words(held.valid_until)}" if held.valid_until else ""
    words = (f"{held.holder} holds this seat from {day_words(held.valid_from)}{until}.",)
    label = "Take it out as if it had never been"
    page = _page(board, f"End this term: {role_words(row, policy)}", form, "End it", words, label)
    return answer(request, page, act, "The term ends on that day; its seat is vacant from then on.", remove)


def state_health(request: HttpRequest, key: str) -> HttpResponse:
    """What governor services say of the board."""
    if not request.viewer.is_staff:
        return refuse_unless(request, NOT_THE_BOARD) or HttpResponse()
    board, policy = found_board(request, key, "change"), policy_of(request)
    if refused := refuse_unless(request, may_judge_health(request.viewer, board)):
        return refused
    form = forms.HealthForm(sent(request), levels=policy.health, initial={"on": request.viewer.on})

    def act() -> None:
        deeds.state_health(
            board=board, **form.cleaned_data, policy=policy, by=request.viewer, at=timezone.now()
        )

    page = _page(board, "State the board's health", form, "State it", HEALTH_WORDS)
    return answer(request, page, act, "The statement is recorded.")


def policy_of(request: HttpRequest) -> GovernancePolicy:
    """The policy of governance on the viewer's day."""
    return typed("governance", request.viewer.on)


def _page(
    board: Board,
    heading: str,
    form: KitForm,
    label: str,
    words: tuple[str, ...] = (),
    remove_label: str = "",
) -> FormPage:
    href = reverse("board", args=[board.public_id])
    crumbs = (CRUMB, Link(board.name, href))
    return FormPage(heading, board.name, crumbs, form, label, href, words, remove_label=remove_label)


def _seat_words(seat: Seat, policy: GovernancePolicy) -> str:
    return f"{role_words(seat, policy)}, since {day_words(seat.valid_from)}"


def _seat(board: Board, key: str) -> Seat:
    row = Seat.objects.filter(board=board, public_id=key).first()
    if row is None:
        raise Http404
    return row


def _governing(board: Board, key: str) -> Governing:
    row = board.governings.select_related("school", "board").filter(public_id=key).first()
    if row is None:
        raise Http404
    return row
