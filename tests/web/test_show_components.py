"""Every component has a purpose and an example; forms are wired to their words."""

import re
from pathlib import Path

import pytest
from django import forms
from django.template import engines
from django.test import Client

import zhujian.web
from zhujian.kernel.refusals import FieldRefusal, Refused
from zhujian.web import drawings, gallery
from zhujian.web.forms import add_refusal, errors_of, refusal_errors

COMPONENTS = Path(zhujian.web.__file__).parent / "templates" / "components"


def rendered(source: str, **context: object) -> str:
    return engines["jinja2"].from_string(source).render(context)


class Errand(forms.Form):
    name = forms.CharField(label="姓名", help_text="与身份证上一致。")
    note = forms.CharField(label="说明", required=False, widget=forms.Textarea)
    how = forms.ChoiceField(
        label="怎样领取",
        choices=[("counter", "到窗口"), ("post", "邮寄")],
        widget=forms.RadioSelect,
    )
    agreed = forms.BooleanField(label="我已阅读")


def test_every_component_has_a_purpose_and_an_example() -> None:
    found = gallery.components()
    assert [one.name for one in found] == sorted(file.stem for file in COMPONENTS.glob("*.html"))
    assert [one.name for one in found if not one.purpose] == []
    assert [one.name for one in found if not one.signatures] == []
    assert {file.stem for file in (COMPONENTS / "examples").glob("*.html")} == {
        one.name for one in found
    }


@pytest.mark.django_db
def test_the_gallery_shows_every_component() -> None:
    page = Client().get("/styleguide/")
    shown = set(re.findall(r'<h2 id="(\w+)">', page.content.decode()))
    assert page.status_code == 200
    assert {one.name for one in gallery.components()} <= shown


def test_every_component_has_its_own_style_or_shares_one() -> None:
    styled = {file.stem for file in (COMPONENTS.parents[1] / "static/web/components").glob("*.css")}
    in_shell = {"site_header", "site_footer", "desk_header", "desk_menu", "meta"}
    shared = {"track_box": "search_box", "stars": "rating"}
    names = {one.name for one in gallery.components()} - in_shell
    assert {shared.get(name, name) for name in names} <= styled


def test_a_field_stands_under_its_label_and_help_and_keeps_what_was_typed() -> None:
    form = Errand({"name": "", "note": "下午来", "how": "pigeon"})
    page = rendered(
        '{% from "components/field.html" import form_fields %}{{ form_fields(form) }}', form=form
    )
    name = re.search(r"<input[^>]*name=\"name\"[^>]*>", page)
    assert name
    assert 'aria-describedby="id_name_help id_name_error"' in name[0]
    assert 'aria-invalid="true"' in name[0]
    assert page.index("与身份证上一致。") < page.index('id="id_name_error"') < name.start()
    assert "下午来" in page
    assert "<legend>怎样领取" in page
    assert page.count('type="radio"') == 2
    assert '<label for="id_agreed">我已阅读</label>' in page
    assert "（选填）" in page


def test_every_label_leads_to_a_field() -> None:
    page = rendered(
        '{% from "components/field.html" import form_fields, text_field, choice_field, '
        "select_field, long_field, file_field %}"
        '{{ form_fields(form) }}{{ text_field("a", "甲") }}{{ long_field("b", "乙") }}'
        '{{ select_field("c", "丙", [("1", "一")]) }}{{ file_field("d", "丁") }}'
        '{{ choice_field("e", "戊", [("1", "一"), ("2", "二")], values=["2"]) }}',
        form=Errand(),
    )
    targets = re.findall(r'<label[^>]* for="([^"]+)"', page)
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert set(targets) <= set(ids)
    assert len(ids) == len(set(ids))
    assert re.search(r'value="2" checked', page)


def test_the_summary_leads_to_each_field_that_is_wrong() -> None:
    form = Errand({"how": "post", "agreed": "on"})
    form.add_error(None, "今天不受理。")
    shown = errors_of(form)
    assert [(one.target, bool(one.text)) for one in shown] == [("", True), ("id_name", True)]
    page = rendered(
        '{% from "components/error_summary.html" import form_errors %}{{ form_errors(form) }}',
        form=form,
    )
    assert "有 2 处需要修改" in page
    assert 'href="#id_name"' in page
    assert 'role="alert"' in page


def test_an_untouched_form_shows_no_summary() -> None:
    source = '{% from "components/error_summary.html" import form_errors %}{{ form_errors(form) }}'
    assert rendered(source, form=Errand()).strip() == ""


def test_a_refusal_is_shown_beside_the_field_it_names() -> None:
    refused = Refused(
        "input",
        "填写有误。",
        fields=(FieldRefusal("name", "姓名太长。"), FieldRefusal("materials.0", "文件损坏。")),
    )
    form = Errand({"name": "何某", "how": "post", "agreed": "on"})
    add_refusal(form, refused)
    assert form.errors["name"] == ["姓名太长。"]
    assert form.non_field_errors() == ["文件损坏。"]
    shown = refusal_errors(refused, {"materials.0": "file_0"})
    assert [one.target for one in shown] == ["id_name", "file_0"]
    assert [one.text for one in refusal_errors(Refused("state", "已办结。"))] == ["已办结。"]


def test_what_people_typed_is_escaped_in_components() -> None:
    page = rendered(
        '{% from "components/track_box.html" import track_box %}'
        '{{ track_box("/track/", value=typed, error=typed) }}',
        typed='"><script>alert(1)</script>',
    )
    assert "<script>" not in page


def test_json_ld_cannot_end_its_own_block() -> None:
    page = rendered('{{ json_ld({"@type": "Thing", "name": name}) }}', name="</script><b>&")
    assert page.count("</script>") == 1
    assert "schema.org" in page


def test_the_icon_set_is_drawn_with_one_key_line() -> None:
    names = drawings.icon_names()
    assert {"search", "done", "waiting", "overdue", "info", "quiet", "dialogue"} <= set(names)
    for name in names:
        assert 'viewBox="0 0 24 24"' in drawings.icon(name)
    assert 'aria-label="搜索"' in drawings.icon("search", label="搜索")
    assert 'aria-hidden="true"' in drawings.icon("search")


def test_a_query_string_leaves_out_what_is_empty() -> None:
    page = rendered('{{ with_query("/search", q="开饭店", kind="", page=None) }}')
    assert page == "/search?q=%E5%BC%80%E9%A5%AD%E5%BA%97"


def test_macros_are_imported_by_the_name_of_their_file() -> None:
    broken = []
    for file in COMPONENTS.glob("*.html"):
        for name in re.findall(r'from "components/(\w+)\.html"', file.read_text(encoding="utf-8")):
            if not (COMPONENTS / f"{name}.html").is_file():
                broken.append(f"{file.name} → {name}")
    assert broken == []
