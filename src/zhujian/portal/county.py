"""Which county this is, as far as the rooms below know."""

from zhujian.divisions.queries import county
from zhujian.people.models import Organisation
from zhujian.web.site import County


def known_county() -> County | None:
    """Return the county with its office and telephone, or None before any import."""
    found = county()
    if found is None:
        return None
    office = Organisation.objects.filter(kind="county").order_by("pk").first()
    return County(
        name=found.name,
        code=found.code[:6],
        host=office.name if office else "",
        phone=office.phone_consult if office else "",
    )
