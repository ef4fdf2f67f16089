"""A measure that is open for a time: for whom, until when, which papers, who helps. The same page for everyone."""

from django.http import HttpRequest, HttpResponse

from madoguchi.ground.ids import ClauseId
from madoguchi.help import shelf
from madoguchi.help.actions.campaigns import campaign_of
from madoguchi.help.conversation import reader_duty
from madoguchi.help.terms.campaigns import Campaign
from madoguchi.network.actions import organisation_of
from madoguchi.rules.clauses import Clause
from madoguchi.rules.shelf import law_of
from madoguchi.ui.audience import Audience, for_audience
from madoguchi.ui.page import broken, show, takes, today

NOT_FOUND = 404


@for_audience(Audience.ANYONE)
@takes("GET")
def campaign(request: HttpRequest, tag: str, name: str) -> HttpResponse:
    """One measure. It stays to be read after its last day, and says that it is over."""
    found = campaign_of(name)
    if found is None:
        return broken(request, NOT_FOUND)
    context = {
        "campaign": found,
        "is_open": found.is_open(today()),
        "is_ahead": today() < found.first_day,
        "conditions": [_clause(each) for each in found.conditions],
        "refusals": [_clause(each) for each in found.refusals],
        "papers": [f"bring.{word}" for word in found.papers],
        "bodies": _bodies(found),
    }
    return show(request, "help/campaign.html", tag, context)


def _clause(id_: ClauseId) -> Clause:
    return law_of(shelf.COUNTRY).clauses[id_]


def _bodies(campaign: Campaign) -> list[dict[str, object]]:
    """The registered groups of this house, with what must be known of those who would read."""
    groups = [group for each in campaign.bodies if (group := organisation_of(each)) is not None]
    return [{"group": group, "report_key": reader_duty(group)} for group in groups]
