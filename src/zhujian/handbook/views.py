"""The printed guide, the same for everyone."""

from django.http import HttpRequest, HttpResponse

from zhujian.handbook import queries
from zhujian.web.access import public
from zhujian.web.cache import tag
from zhujian.web.pdf import pdf_response, render_pdf


@public(tags=lambda _request, code: (f"item:{code}",))
def guide(request: HttpRequest, code: str) -> HttpResponse:
    """Send the guide of an item as PDF; refused (404) for an item without a published one."""
    paper = queries.guide_paper(code, request)
    tag(request, *paper.tags)
    made = render_pdf(queries.TEMPLATE, paper.data, title=paper.title)
    return pdf_response(made, f"{paper.title}.pdf")
