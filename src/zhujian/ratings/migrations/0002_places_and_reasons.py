"""What was counted by day until now, counted by place and month and by reason as well."""

from collections import Counter

from django.db import migrations, models
from django.db.models import Sum

from zhujian.kernel.clock import CHINA

LEVELS = range(1, 6)
COLUMNS = (
    *(f"active_{level}" for level in LEVELS),
    *(f"default_{level}" for level in LEVELS),
    "offered",
    "answered",
)


def count_places(apps, _schema_editor):
    """Sum the counts by day of each place into its months."""
    days = apps.get_model("ratings", "RatingDay").objects.exclude(place="")
    sums = days.values("day", "place", "organisation", "item").annotate(
        **{f"sum_{name}": Sum(name) for name in COLUMNS}
    )
    months = {}
    for row in sums.order_by():
        key = (row["day"].replace(day=1), row["place"], row["organisation"], row["item"])
        counts = months.setdefault(key, Counter())
        counts.update({name: row[f"sum_{name}"] for name in COLUMNS})
    month = apps.get_model("ratings", "RatingPlaceMonth")
    month.objects.bulk_create(
        [
            month(month=key[0], place=key[1], organisation=key[2], item=key[3], **counts)
            for key, counts in months.items()
        ],
        batch_size=500,
    )


def count_reasons(apps, _schema_editor):
    """Count the reasons that people ticked."""
    ratings = apps.get_model("ratings", "Rating").objects.filter(is_default=False)
    times = Counter()
    for rating in ratings.select_related("offer").iterator(chunk_size=1000):
        offer = rating.offer
        month = rating.at.astimezone(CHINA).date().replace(day=1)
        for option in rating.options:
            times[month, offer.organisation, offer.item, offer.place, option] += 1
    reason = apps.get_model("ratings", "RatingReason")
    reason.objects.bulk_create(
        [
            reason(
                month=key[0],
                organisation=key[1],
                item=key[2],
                place=key[3],
                option=key[4],
                times=count,
            )
            for key, count in times.items()
        ],
        batch_size=500,
    )


class Migration(migrations.Migration):

    dependencies = [
        ('kernel', '0001_initial'),
        ('ratings', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='RatingPlaceMonth',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('active_1', models.PositiveIntegerField(default=0, verbose_name='主动1星')),
                ('active_2', models.PositiveIntegerField(default=0, verbose_name='主动2星')),
                ('active_3', models.PositiveIntegerField(default=0, verbose_name='主动3星')),
                ('active_4', models.PositiveIntegerField(default=0, verbose_name='主动4星')),
                ('active_5', models.PositiveIntegerField(default=0, verbose_name='主动5星')),
                ('default_1', models.PositiveIntegerField(default=0, verbose_name='默认1星')),
                ('default_2', models.PositiveIntegerField(default=0, verbose_name='默认2星')),
                ('default_3', models.PositiveIntegerField(default=0, verbose_name='默认3星')),
                ('default_4', models.PositiveIntegerField(default=0, verbose_name='默认4星')),
                ('default_5', models.PositiveIntegerField(default=0, verbose_name='默认5星')),
                ('offered', models.PositiveIntegerField(default=0, verbose_name='邀请数')),
                ('answered', models.PositiveIntegerField(default=0, verbose_name='主动评价数')),
                ('month', models.DateField(verbose_name='月份')),
                ('place', models.CharField(max_length=80, verbose_name='地点')),
                ('organisation', models.CharField(max_length=60, verbose_name='单位')),
                ('item', models.CharField(blank=True, max_length=80, verbose_name='事项')),
            ],
        ),
        migrations.CreateModel(
            name='RatingReason',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField(verbose_name='月份')),
                ('organisation', models.CharField(max_length=60, verbose_name='单位')),
                ('item', models.CharField(blank=True, max_length=80, verbose_name='事项')),
                ('place', models.CharField(blank=True, max_length=80, verbose_name='地点')),
                ('option', models.CharField(max_length=3, verbose_name='选项')),
                ('times', models.PositiveIntegerField(default=0, verbose_name='次数')),
            ],
        ),
        migrations.AddIndex(
            model_name='rating',
            index=models.Index(condition=models.Q(('stars__lte', 2)), fields=['id'], name='rating_bad'),
        ),
        migrations.AddIndex(
            model_name='ratingplacemonth',
            index=models.Index(fields=['place', 'month'], name='rating_place_month'),
        ),
        migrations.AddConstraint(
            model_name='ratingplacemonth',
            constraint=models.UniqueConstraint(fields=('month', 'place', 'organisation', 'item'), name='rating_place_month_once'),
        ),
        migrations.AddIndex(
            model_name='ratingreason',
            index=models.Index(fields=['organisation', 'month'], name='rating_reason_organisation'),
        ),
        migrations.AddIndex(
            model_name='ratingreason',
            index=models.Index(fields=['item', 'month'], name='rating_reason_item'),
        ),
        migrations.AddIndex(
            model_name='ratingreason',
            index=models.Index(fields=['place', 'month'], name='rating_reason_place'),
        ),
        migrations.AddConstraint(
            model_name='ratingreason',
            constraint=models.UniqueConstraint(fields=('month', 'organisation', 'item', 'place', 'option'), name='rating_reason_once'),
        ),
        migrations.RunPython(count_places, migrations.RunPython.noop),
        migrations.RunPython(count_reasons, migrations.RunPython.noop),
    ]
