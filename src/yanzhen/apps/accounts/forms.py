"""What the sign-up page asks beside address and password: the name."""

from typing import Any

from django import forms
from django.utils.translation import get_language

from yanzhen.apps.accounts.models import Account
from yanzhen.policy.vocabulary import Label

NAME = Label("姓名", "Name")
LONGEST_NAME = 80


class Named(forms.Form):
    """The name, once an account is made."""

    field_order = ("name", "email", "password1", "password2")
    name = forms.CharField(max_length=LONGEST_NAME)

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["name"].label = NAME.say("en" if get_language() == "en" else "zh")
        self.fields["name"].widget.attrs["autocomplete"] = "name"

    def signup(self, _request: object, account: Account) -> None:
        account.name = self.cleaned_data["name"]
        account.save(update_fields=["name"])
