"""What machines ask: alive, ready, figures."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from zhujian.kernel.refusals import forbidden
from zhujian.ops import health, metrics
from zhujian.web.access import anyone
from zhujian.web.address import client_address, is_within


@anyone
def healthz(request: HttpRequest) -> HttpResponse:
    """Say that this process answers."""
    del request
    return HttpResponse("ok\n", content_type="text/plain")


@anyone
def readyz(request: HttpRequest) -> JsonResponse:
    """Say whether this node can serve (200), or why not (503); warnings change no status."""
    del request
    faults = health.faults()
    warnings = [] if faults else health.warnings()
    return JsonResponse(
        {
            "ready": not faults,
            "reasons": [{"part": fault.part, "text": fault.text} for fault in faults],
            "warnings": [{"part": one.part, "text": one.text} for one in warnings],
        },
        status=503 if faults else 200,
        json_dumps_params={"ensure_ascii": False},
    )


@anyone
def figures(request: HttpRequest) -> HttpResponse:
    """Show the figures of this node to those who may ask."""
    address = client_address(
        request.META.get("REMOTE_ADDR", ""), request.headers.get("X-Forwarded-For", "")
    )
    if not is_within(address, tuple(settings.METRICS_FROM)):
        raise forbidden("运行指标只对本机和指定的监控地址开放。")
    return HttpResponse(metrics.text(), content_type="text/plain; version=0.0.4; charset=utf-8")
