"""Organisations are found by whatever name people use."""

import csv

import pytest

from zhujian.divisions.models import Division
from zhujian.kernel import journal
from zhujian.kernel.actors import OPERATOR
from zhujian.kernel.refusals import Refused
from zhujian.people import actions, queries, steps
from zhujian.people.models import Organisation, OrganisationAlias, OrganisationKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def county():
    return Division.objects.create(code="510683000000", name="绵竹市", level="county")


@pytest.mark.parametrize(
    "text",
    [
        "human-resources",
        "绵竹市人力资源和社会保障局",
        "人力资源和社会保障局",
        "区人社局",
        "市人社局",
        "人社局",
        " 区 人社局 ",
        "广安区人力资源和社会保障局",
    ],
)
def test_one_bureau_is_found_by_all_its_names(county, human_resources, civil_affairs, text):
    assert queries.find_organisation(text) == human_resources


def test_what_nobody_is_called_is_not_found(county, human_resources):
    assert queries.find_organisation("区消失局") is None
    assert queries.find_organisation("") is None
    assert queries.find_organisation("人社局\x00") is None


def test_an_organisation_that_is_no_more_is_not_found(human_resources):
    human_resources.is_active = False
    human_resources.save(update_fields=["is_active"])
    assert queries.find_organisation("人社局") is None


def test_every_real_department_gets_its_official_name(county, shared_data):
    with (shared_data / "service-items.csv").open(encoding="utf-8-sig", newline="") as file:
        texts = {row["department"] for row in csv.DictReader(file)}
    assert len(texts) > 30
    made = {text: actions.create_organisation(by=OPERATOR, name=text) for text in texts}
    assert made["区人社局"].name == "绵竹市人力资源和社会保障局"
    assert made["区教科体局"].name == "绵竹市教育局"
    assert made["区住建局"].name == "绵竹市住房和城乡建设局"
    assert made["区医疗保障局"].name == "绵竹市医疗保障局"
    assert made["区卫健局"].name == "绵竹市卫生健康局"
    assert made["区市监局"].name == "绵竹市市场监督管理局"
    assert made["区文广旅局"].name == "绵竹市文化广播电视和旅游局"
    assert made["区水务局"].name == "绵竹市水利局"
    usual = {row["slug"] for row in steps.seed_rows()}
    assert {organisation.slug for organisation in made.values()} <= usual
    again = {text: actions.create_organisation(by=OPERATOR, name=text) for text in texts}
    assert again == made


def test_an_unusual_department_keeps_its_name_and_gets_a_slug():
    made = actions.create_organisation(by=OPERATOR, name="区竹编产业局")
    assert (made.name, made.slug) == ("竹编产业局", "zhu-bian-chan-ye-ju")
    assert queries.find_organisation("区竹编产业局") == made


def test_two_names_that_sound_alike_get_two_slugs():
    slugs = {
        actions.create_organisation(by=OPERATOR, name=name).slug for name in ("甲乙局", "贾乙局")
    }
    assert slugs == {"jia-yi-ju", "jia-yi-ju-2"}


def test_without_divisions_a_department_has_no_county_before_its_name():
    assert actions.create_organisation(by=OPERATOR, name="区人社局").name == "人力资源和社会保障局"


def test_the_table_of_usual_departments_gives_no_name_twice():
    seen = {}
    for row in steps.seed_rows():
        for name in {row["name"], row["short_name"], *filter(None, row["aliases"].split("|"))}:
            assert seen.setdefault(name, row["slug"]) == row["slug"], name


def test_adding_an_organisation_is_journalled_under_its_name():
    added = actions.add_organisation(
        by=OPERATOR, name="某局", kind=OrganisationKind.DEPARTMENT, slug="some", aliases=["那局"]
    )
    (line,) = journal.lines_of("organisation:some", audiences=set(journal.Audience))
    assert line.sentence == "新增单位：某局"
    assert queries.find_organisation("那局") == added
    assert queries.organisation_name("some") == "某局"
    assert queries.organisation_name("none") == "none"


def test_a_name_is_given_once(human_resources):
    with pytest.raises(Refused, match="已有"):
        actions.add_organisation(
            by=OPERATOR, name=human_resources.name, kind=OrganisationKind.DEPARTMENT
        )
    assert Organisation.objects.count() == 1


def test_an_alias_that_is_taken_stays_where_it_is(human_resources, civil_affairs):
    steps.add_aliases(civil_affairs, ["人社局", "社会局"])
    assert OrganisationAlias.objects.get(name="人社局").organisation == human_resources
    assert OrganisationAlias.objects.get(name="社会局").organisation == civil_affairs


def test_only_an_administrator_adds_organisations(handler, security, admin):
    for by in (handler, security):
        with pytest.raises(Refused) as refused:
            actions.create_organisation(by=by, name="某局")
        assert refused.value.status == 403
    assert actions.create_organisation(by=admin, name="某局").name == "某局"
