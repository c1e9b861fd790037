"""The confirmation page: the reference, the tracking code, what happens next and when."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from doitonline.counter import clock
from doitonline.counter.noticed import plan_of, promise
from doitonline.counter.rendering import nobody_reads, said, show
from doitonline.counter.sending import receipt_of
from doitonline.pages.prose import prose
from doitonline.sealing.codes import show_in_fours


@require_safe
def sent(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Shown to the browser that sent the report, for a day."""
    now = clock.now()
    row, receipt = receipt_of(request, draft, now)
    service = plan_of(row.publication).service
    sent_at = datetime.fromisoformat(receipt.sent_at)
    context = {
        "reference": receipt.reference,
        "code": show_in_fours(receipt.code),
        "sent_at": sent_at,
        "paragraphs": [prose(said(service.next[n].body, "en")) for n in receipt.next],
        "promise": promise(receipt.grade, sent_at),
        "nobody_reads": nobody_reads(now),
        "later": receipt.later,
        "until": row.expires_at,
    }
    return show(request, "counter/sent.jinja", context)
