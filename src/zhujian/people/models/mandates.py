"""Acting for somebody else: enterprises, mandates, and invitations to act."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from zhujian.kernel.crypto import index_of
from zhujian.kernel.fields import EncryptedJSONField, EncryptedTextField
from zhujian.kernel.privacy import mask_phone
from zhujian.people.models.users import User


class EnterpriseKind(models.TextChoices):
    """What an enterprise is, as the first two characters of its credit code say."""

    COMPANY = "company", "企业"
    INDIVIDUAL = "individual", "个体工商户"
    COOPERATIVE = "cooperative", "农民专业合作社"
    PUBLIC = "public", "机关、事业单位"
    SOCIAL = "social", "社会组织"
    OTHER = "other", "其他组织"


class EnterpriseQuerySet(models.QuerySet["Enterprise"]):
    """Named readings of enterprises."""

    def of_code(self, credit_code: str) -> "EnterpriseQuerySet":
        """Return the one of a (normalised) credit code, or none."""
        return self.filter(credit_code_index=index_of(credit_code, purpose="credit-code"))


class Enterprise(models.Model):
    """One enterprise, once by its credit code; its names count once a clerk saw the licence."""

    ref = models.CharField("代号", max_length=20, unique=True)
    name = models.CharField("名称", max_length=120)
    credit_code = EncryptedTextField("统一社会信用代码")
    credit_code_index = models.CharField(max_length=64, unique=True)
    credit_code_tail = models.CharField(max_length=4)
    kind = models.CharField("类别", max_length=12, choices=EnterpriseKind.choices)
    legal_representative = EncryptedTextField("法定代表人", blank=True)
    is_active = models.BooleanField("在用", default=True)
    created_at = models.DateTimeField("登记时间")
    verified_at = models.DateTimeField("核验时间", null=True, blank=True)

    objects = EnterpriseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=EnterpriseKind.values), name="enterprise_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def masked_credit_code(self) -> str:
        """The credit code with all but its ends hidden."""
        code = self.credit_code
        return f"{code[:2]}************{code[-4:]}"


class MandateKind(models.TextChoices):
    """In which capacity somebody acts for another."""

    LEGAL_REPRESENTATIVE = "legal-representative", "法定代表人"
    STAFF = "staff", "经办人"
    AGENT = "agent", "代理人"


class MandateEvidence(models.TextChoices):
    """On what a mandate rests."""

    LICENCE = "licence", "营业执照（网上上传）"
    PAPER = "paper", "纸质证明（窗口出示）"
    CODE = "code", "被代理人的验证码"
    INVITATION = "invitation", "授权人邀请"


class MandateQuerySet(models.QuerySet["Mandate"]):
    """Named readings of mandates."""

    def in_force(self, *, on: date) -> "MandateQuerySet":
        """Return those on which somebody may act on a day."""
        return self.confirmed().filter(
            Q(until__isnull=True) | Q(until__gte=on),
            Q(enterprise__isnull=True) | Q(enterprise__is_active=True),
            Q(principal__isnull=True) | Q(principal__is_active=True),
            person__is_active=True,
            since__lte=on,
        )

    def confirmed(self) -> "MandateQuerySet":
        """Return those that were confirmed and not revoked, ended by their date or not."""
        return self.filter(confirmed_at__isnull=False, revoked_at__isnull=True)

    def pending(self) -> "MandateQuerySet":
        """Return the claims that wait for a clerk."""
        return self.filter(confirmed_at__isnull=True, revoked_at__isnull=True)

    def with_names(self) -> "MandateQuerySet":
        """Load what pages show beside a mandate."""
        return self.select_related("enterprise", "principal__resident", "person__resident")


class Mandate(models.Model):
    """One person may act for one enterprise, or for one other person.

    It is in force from its confirmation on, between its dates, until it is revoked. `items` are
    the items it covers (`code`, `name`); none means all. `said` holds what a claim says of an
    enterprise before a clerk has looked at the licence.
    """

    ref = models.CharField("代号", max_length=20, unique=True)
    person = models.ForeignKey(
        User, verbose_name="办理人", on_delete=models.CASCADE, related_name="mandates"
    )
    enterprise = models.ForeignKey(
        Enterprise,
        verbose_name="企业",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="mandates",
    )
    principal = models.ForeignKey(
        User,
        verbose_name="被代理人",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="mandates_given",
    )
    kind = models.CharField("身份", max_length=20, choices=MandateKind.choices)
    items = models.JSONField("事项范围", default=list, blank=True)
    since = models.DateField("自")
    until = models.DateField("至", null=True, blank=True)
    evidence = models.CharField("依据", max_length=12, choices=MandateEvidence.choices)
    said = EncryptedJSONField(null=True, blank=True)
    licence = models.CharField(max_length=100, blank=True)
    licence_kind = models.CharField(max_length=8, blank=True)
    granted_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(enterprise__isnull=True, principal__isnull=False)
                | Q(enterprise__isnull=False, principal__isnull=True),
                name="mandate_for_one",
            ),
            models.CheckConstraint(
                condition=Q(principal__isnull=True) | ~Q(principal=F("person")),
                name="mandate_not_for_oneself",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="mandate_dates_in_order",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=MandateKind.values), name="mandate_kind_known"
            ),
            models.UniqueConstraint(
                fields=("person", "enterprise"),
                condition=Q(revoked_at__isnull=True),
                name="mandate_enterprise_once",
            ),
            models.UniqueConstraint(
                fields=("person", "principal"),
                condition=Q(revoked_at__isnull=True),
                name="mandate_principal_once",
            ),
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def principal_name(self) -> str:
        """For whom somebody acts: an enterprise in full, a person masked.

        Before a clerk has looked at the licence it is the name that the claim says.
        """
        if self.principal is not None:
            return self.principal.shown_name
        if self.said:
            return str(self.said["name"])
        return self.enterprise.name if self.enterprise else ""

    @property
    def subject(self) -> str:
        """The subject of the journal's lines about it."""
        return f"mandate:{self.ref}"

    def covers(self, item_code: str) -> bool:
        """Say whether it covers an item."""
        return not self.items or any(item["code"] == item_code for item in self.items)

    def is_in_force(self, *, on: date) -> bool:
        """Say whether somebody may act on it on a day, as far as the row itself tells."""
        is_dated = self.since <= on and (self.until is None or on <= self.until)
        return is_dated and self.confirmed_at is not None and self.revoked_at is None


class Invitation(models.Model):
    """One person was asked, at a phone number, to act for an enterprise or for a person."""

    ref = models.CharField("代号", max_length=20, unique=True)
    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.CASCADE, null=True, blank=True, related_name="invitations"
    )
    principal = models.ForeignKey(
        User, on_delete=models.CASCADE, null=True, blank=True, related_name="invitations_made"
    )
    made_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    phone = EncryptedTextField()
    phone_index = models.CharField(max_length=64, db_index=True)
    name = EncryptedTextField("姓名")
    items = models.JSONField(default=list, blank=True)
    until = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    mandate = models.OneToOneField(
        Mandate, on_delete=models.SET_NULL, null=True, blank=True, related_name="invitation"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(enterprise__isnull=True, principal__isnull=False)
                | Q(enterprise__isnull=False, principal__isnull=True),
                name="invitation_for_one",
            ),
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def masked_phone(self) -> str:
        """The phone number with its middle hidden."""
        return mask_phone(self.phone)

    @property
    def principal_name(self) -> str:
        """For whom somebody was asked to act: an enterprise in full, a person masked."""
        if self.principal is not None:
            return self.principal.shown_name
        return self.enterprise.name if self.enterprise else ""
