"""A program: what it is, how far she is in it, and one step at a time."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.flows import today_for
from accounts.views import PersonRequest, personal_of
from reflections.asking.memory import remember
from reflections.choosing import PLAIN_PAGE
from reflections.library import library
from reflections.programs import flows
from reflections.programs.content import Program, Run, Sitting, programs
from reflections.programs.forms import GO_TO, PAUSE, PLAIN, REST, SKIP, BeginForm, RunForm
from reflections.programs.gates import HALTED, Gate, Lately, gate, prompt_of
from reflections.programs.models import ProgramRun
from reflections.programs.runs import runs_of
from vault.guards import unlocked


@require_GET
@unlocked
def program(request: PersonRequest, program: str) -> HttpResponse:
    """Show a program, and the way through it that was begun last."""
    shown = _named(program)
    runs = runs_of(request.user, program, vault=request.vault)
    row, run = runs[0] if runs else (None, Run(program))
    lately = flows.lately(request.preferences, vault=request.vault)
    now: Gate | None = gate(shown, run, lately)
    if row is None and now not in HALTED:
        now = None
    sittings = [_as_shown(request, place, each, run, lately) for place, each in enumerate(shown.sittings)]
    ahead = [each for each in sittings if row and not each["day"] and not each["is_next"]]
    context = {
        "program": shown,
        "row": row,
        "gate": now.value if now else "",
        "is_halted": now in HALTED,
        "sittings": [each for each in sittings if each not in ahead],
        "elsewhere": ahead,
        "next": None if run.has_ended else shown.sittings[run.next],
        "earlier": len(runs) - 1,
        "run_id": uuid4(),
    }
    return render(request, "reflections/programs/program.html", context)


@require_POST
@unlocked
def begin_program(request: PersonRequest, program: str) -> HttpResponse:
    """Begin a program, or begin it again beside the time before."""
    form = BeginForm(request.POST)
    if form.is_valid():
        flows.begin(request.user, _named(program).slug, run_id=form.cleaned_data["run_id"], vault=request.vault)
    return redirect("program", program)


@require_POST
@unlocked
def step(request: PersonRequest, run_id: UUID) -> HttpResponse:
    """Take a sitting, go to another one, pause, or lay the theme to rest."""
    row = get_object_or_404(request.user.program_runs, id=run_id)
    run, form = row.read(request.vault), RunForm(request.POST)
    _named(run.program)
    here = reverse("program", args=[run.program])
    if not form.is_valid():
        return redirect(here)
    sitting = form.cleaned_data["sitting"]
    if sitting is None or sitting >= len(programs()[run.program].sittings):
        sitting = run.next
    return redirect(_stepped(request, row, run, form.cleaned_data["do"], sitting) or here)


def _stepped(request: PersonRequest, row: ProgramRun, run: Run, do: str, sitting: int) -> str:
    """Do one step, and return where it leads; empty for back to the program."""
    today = today_for(request.preferences, vault=request.vault)
    match do:
        case _ if do == GO_TO:
            flows.go_to(row, sitting, vault=request.vault)
        case _ if do == SKIP:
            flows.go_to(row, sitting + 1, vault=request.vault)
        case _ if do == PAUSE:
            flows.pause(row, vault=request.vault)
        case _ if do == PLAIN:
            flows.wait_after_circling(row, today=today, vault=request.vault)
            return f"{reverse('write')}?kind=plain"
        case _ if do == REST:
            _lay_to_rest(request, programs()[run.program], today)
        case _:
            return _take(request, row, replace(run, next=sitting, is_paused=False), today)
    return ""


def _take(request: PersonRequest, row: ProgramRun, run: Run, today: date) -> str:
    """Begin a sitting, if nothing keeps it waiting; what stops or pauses a program does so now."""
    shown, lately = programs()[run.program], flows.lately(request.preferences, vault=request.vault)
    match gate(shown, run, lately):
        case Gate.FEAR:
            flows.stop(row, vault=request.vault)
        case Gate.LOW:
            flows.pause(row, vault=request.vault)
        case Gate.OPEN:
            flows.take(row, run.next, today=today, vault=request.vault)
            return _where(request, shown.sittings[run.next], lately)
    return ""


def _where(request: PersonRequest, sitting: Sitting, lately: Lately) -> str:
    prompt = prompt_of(sitting, lately)
    if sitting.prompt == PLAIN_PAGE:
        # The writing page asks nothing, so what the sitting is about is said above it.
        messages.info(request, sitting.note)
    if prompt == PLAIN_PAGE:
        return f"{reverse('write')}?kind=plain"
    return reverse("prompt", args=[prompt]) if prompt else ""


def _lay_to_rest(request: PersonRequest, shown: Program, today: date) -> None:
    theme, days = shown.rests_after.get("theme"), shown.rests_after.get("days", 0)
    if theme:
        until = today + timedelta(days=days)
        remember(request.user, lambda record: record.with_rest(theme, until), vault=request.vault)
        messages.info(request, _("Nothing is asked about it for two weeks. It will still be there."))


def _as_shown(request: PersonRequest, place: int, sitting: Sitting, run: Run, lately: Lately) -> dict[str, Any]:
    slug, personal = prompt_of(sitting, lately), personal_of(request)
    prompt = library().prompts[slug].asked_of(personal) if slug else None
    also = library().prompts.get(sitting.also)
    day = next((each.day for each in run.taken if each.sitting == place), "")
    return {
        "place": place,
        "number": place + 1,
        "sitting": sitting,
        "prompt": prompt,
        "also": also.asked_of(personal) if also and library().may_ask(also, personal) else None,
        "day": date.fromisoformat(day) if day else None,
        "is_next": place == run.next,
        "is_last": place + 1 == len(programs()[run.program].sittings),
    }


def _named(slug: str) -> Program:
    if slug not in programs():
        raise Http404
    return programs()[slug]
