"""What goes with a move of an item."""

from django import forms


class ReasonForm(forms.Form):
    """Why an item is suspended."""

    because = forms.CharField(label="暂停办理的原因", max_length=300, help_text="会公开显示。")


class NoteForm(forms.Form):
    """What the editor says of a new version."""

    note = forms.CharField(
        label="这一版改了什么",
        max_length=300,
        required=False,
        help_text="会公开显示；不写则由系统列出改动的要素。",
    )
