"""E-mail addresses and phone numbers: one spelling in, so that one person has one account."""

import re
from typing import Final

import phonenumbers

_EMAIL: Final = re.compile(r"[^@\s\"'<>(),;:\\]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+")
_COUNTRY: Final = "VN"


def normal_email(text: str) -> str | None:
    """The address in lower case; None if it cannot be one."""
    plain = text.strip().lower()
    return plain if len(plain) <= 254 and _EMAIL.fullmatch(plain) else None


def normal_phone(text: str) -> str | None:
    """A Vietnamese mobile number in E.164 (+84912345678), however it was typed; None if it is none."""
    typed = text.strip()
    if typed.startswith("84") and not typed.startswith("840"):
        typed = f"+{typed}"
    try:
        number = phonenumbers.parse(typed, _COUNTRY)
    except phonenumbers.NumberParseException:
        return None
    kind = phonenumbers.number_type(number)
    if number.country_code != 84 or kind != phonenumbers.PhoneNumberType.MOBILE:
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def normal_login(text: str) -> str:
    """What somebody typed to sign in, as it would be stored: a phone number or an e-mail address."""
    return normal_phone(text) or text.strip().lower()
