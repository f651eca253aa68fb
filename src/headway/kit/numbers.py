"""Numbers a person types: of a length that a number has, whatever arithmetic would make of a longer one."""

from decimal import Decimal
from typing import Any

from django import forms

MOST_CHARACTERS = 20


class ShortDecimalField(forms.DecimalField):
    """A decimal number; one of more characters than any figure here has is not taken for a number at all."""

    def to_python(self, value: Any) -> Decimal | None:
        if isinstance(value, str) and len(value.strip()) > MOST_CHARACTERS:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)
