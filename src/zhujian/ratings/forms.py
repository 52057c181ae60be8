"""Shape of a rating on the page: the reasons belong to the stars that were chosen."""

from django import forms
from django.http import QueryDict

from zhujian.ratings.options import LEVELS, options_of
from zhujian.ratings.rules import TEXT_LONGEST


class RatingForm(forms.Form):
    """Stars, the reasons of that level, and a few words."""

    stars = forms.TypedChoiceField(
        label="您对这次办理满意吗？",
        coerce=int,
        choices=[(stars, words) for stars, words in LEVELS.items()],
        error_messages={
            "required": "请选择1至5星中的一个。",
            "invalid_choice": "请选择1至5星中的一个。",
        },
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label="还想说什么",
        required=False,
        help_text=f"最多{TEXT_LONGEST}字。请不要写姓名、电话、身份证号。",
        widget=forms.Textarea(attrs={"rows": "4", "data-limit": str(TEXT_LONGEST)}),
    )

    @property
    def chosen(self) -> list[str]:
        """The reasons ticked under the chosen level; those under other levels are not meant."""
        if not isinstance(self.data, QueryDict):
            return []
        return self.data.getlist(f"options_{self.data.get('stars', '')}")

    @property
    def reasons(self) -> list[tuple[int, str, list[tuple[str, str, bool]]]]:
        """The levels with their reasons: code, words, whether it is ticked."""
        ticked = set(self.chosen)
        return [
            (
                stars,
                words,
                [(code, text, code in ticked) for code, text in options_of(stars).items()],
            )
            for stars, words in LEVELS.items()
        ]
