"""Notes of friends at a desk: for the two members of a group who read them, and for nobody else."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from madoguchi.network.pages import at_desk, show_at_desk
from madoguchi.network.terms import Desk
from madoguchi.tracing.actions import notes as acts
from madoguchi.tracing.forms import notes as forms
from madoguchi.tracing.pages.show import held_context
from madoguchi.tracing.terms.notes import KEPT_DAYS, READERS, Held
from madoguchi.ui.page import takes, today


@takes("GET", "POST")
@at_desk
def notes(request: HttpRequest, desk: Desk, tag: str) -> HttpResponse:
    """The notes that this member reads, and who the two readers are."""
    if request.method == "POST":
        if request.POST.get("go") == "read":
            acts.be_reader(desk, today())
        elif request.POST.get("go") == "stop":
            acts.stop_reading(desk)
        return redirect("notes", tag)
    readers = acts.readers_of(desk.organisation.id)
    is_reader = desk.member.id in {each.id for each in readers}
    may_begin = acts.may_read_notes(desk) and not is_reader and len(readers) < READERS
    rows = acts.held(desk, today())
    context = {"rows": rows, "readers": readers, "is_reader": is_reader, "may_begin": may_begin, "days": KEPT_DAYS}
    return show_at_desk(request, desk, "tracing/notes.html", tag, {**context, "lacks": READERS - len(readers)})


@takes("GET", "POST")
@at_desk
def note(request: HttpRequest, desk: Desk, tag: str, id_: str) -> HttpResponse:
    """One note: the way to the person, the clocks, what was done, what the person wants. One press throws it away."""
    held = acts.one(desk, id_, today())
    if held is None:
        raise Http404
    if request.method != "POST":
        return _note(request, desk, tag, held)
    go = request.POST.get("go", "")
    if go in ("denounces", "done"):
        acts.discard(desk, id_, today())
        return show_at_desk(request, desk, "tracing/note_gone.html", tag, {"denounces": go == "denounces"})
    if forms.version_of(request.POST) == held.version and acts.save(
        desk, held, forms.changed(held.work, request.POST, today()), today()
    ):
        return redirect("note", tag, id_)
    return _note(request, desk, tag, acts.one(desk, id_, today()) or held, is_late=True)


def _note(request: HttpRequest, desk: Desk, tag: str, held: Held, *, is_late: bool = False) -> HttpResponse:
    context = {**held_context(held, today()), "is_late": is_late, "today": today()}
    return show_at_desk(request, desk, "tracing/note.html", tag, context)
