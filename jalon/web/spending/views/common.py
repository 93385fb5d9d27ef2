"""What every page of costs begins with."""

from uuid import UUID

from django.http import Http404

from jalon.domain.grants import queries as grants
from jalon.domain.grants.models import Grant
from jalon.domain.spending import queries
from jalon.domain.spending.models import Batch, Cost


def found(grant_id: UUID) -> Grant:
    """A grant of this centre. Raises `Http404`."""
    one = grants.grant(grant_id)
    if one is None:
        raise Http404
    return one


def cost_of(grant_id: UUID, cost_id: UUID) -> Cost:
    """A line of this grant. Raises `Http404`."""
    one = queries.cost(grant_id, cost_id)
    if one is None:
        raise Http404
    return one


def batch_of(grant_id: UUID, batch_id: UUID) -> Batch:
    """A file of this grant. Raises `Http404`."""
    one = Batch.objects.select_related("grant__award").filter(pk=batch_id, grant_id=grant_id).first()
    if one is None:
        raise Http404
    return one
