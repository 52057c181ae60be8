"""Making and changing persons."""

from zhujian.kernel import clock
from zhujian.kernel.crypto import index_of
from zhujian.people.models import Resident, User
from zhujian.people.steps.counters import locked_counter
from zhujian.people.steps.references import new_ref


def new_user(*, login: str | None = None, name: str = "", password: str | None = None) -> User:
    """Make a person: staff with a login name and a password, or a resident without either."""
    user = User(ref=new_ref("u"), login=login, display_name=name, created_at=clock.now())
    if password is None:
        user.set_unusable_password()
    else:
        user.set_password(password)
    user.save(force_insert=True)
    return user


def new_resident(*, phone: str = "", name: str = "", id_number: str = "") -> Resident:
    """Make a resident from values that were normalised and checked."""
    resident = Resident(user=new_user())
    set_phone(resident, phone)
    set_identity(resident, name=name, id_number=id_number)
    resident.phone_confirmed_at = clock.now() if phone else None
    resident.save(force_insert=True)
    return resident


def phone_index(phone: str) -> str:
    """Return the keyed index of a normalised phone number."""
    return index_of(phone, purpose="phone")


def set_phone(resident: Resident, phone: str) -> None:
    """Put a phone number with its index and tail on a resident, unsaved."""
    resident.phone = phone
    resident.phone_index = phone_index(phone) if phone else ""
    resident.phone_tail = phone[-4:]


PHONE_FIELDS = (
    "phone",
    "phone_index",
    "phone_tail",
    "phone_confirmed_at",
    "left_phone",
    "left_phone_index",
    "left_phone_at",
)


def confirm_phone(resident: Resident) -> None:
    """Note that a person was reached at his phone just now."""
    resident.phone_confirmed_at = clock.now()
    resident.save(update_fields=["phone_confirmed_at"])


def leave_phone(resident: Resident) -> None:
    """Take a phone from a person because its holder says that it is his now, not for good yet."""
    resident.left_phone = resident.phone
    resident.left_phone_index = resident.phone_index
    resident.left_phone_at = clock.now()
    set_phone(resident, "")
    resident.save(update_fields=PHONE_FIELDS)


def take_back_phone(resident: Resident) -> None:
    """Give a person the phone back that somebody else claimed."""
    set_phone(resident, resident.left_phone)
    forget_left_phone(resident)
    resident.save(update_fields=PHONE_FIELDS)


def forget_left_phone(resident: Resident) -> None:
    """Forget the number that was claimed, unsaved."""
    resident.left_phone = ""
    resident.left_phone_index = ""
    resident.left_phone_at = None


def set_identity(resident: Resident, *, name: str, id_number: str) -> None:
    """Put a name and an ID number with its index and tail on a resident, unsaved."""
    resident.full_name = name
    resident.id_number = id_number
    resident.id_number_index = index_of(id_number, purpose="id-number") if id_number else ""
    resident.id_number_tail = id_number[-4:]


def resident_of(*, phone: str, name: str = "", id_number: str = "") -> tuple[Resident, bool]:
    """Return the resident whom these values mean, made if there is none; and whether it is new.

    A phone alone means the first whom it reaches. A name or ID number that differs from what is
    known of everybody at that phone means another person who shares it.
    """
    locked_counter("phone-line", index_of(phone, purpose="phone"))
    known = list(Resident.objects.reached_by(phone).filter(user__is_active=True))
    for resident in known:
        if _is_same_person(resident, name=name, id_number=id_number):
            return resident, False
    for resident in known:
        if not resident.full_name and not resident.id_number:
            set_identity(resident, name=name, id_number=id_number)
            resident.save(
                update_fields=["full_name", "id_number", "id_number_index", "id_number_tail"]
            )
            return resident, False
    return new_resident(phone=phone, name=name, id_number=id_number), True


def _is_same_person(resident: Resident, *, name: str, id_number: str) -> bool:
    if id_number and resident.id_number:
        return bool(resident.id_number == id_number)
    return not name or bool(resident.full_name == name)
