import base64
import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.certification.passes.keys import make_key
from portal.certification.passes.signing import Forged, UnknownKey, sign
from portal.certification.passes.tokens import PassClaims, read_pass, sign_pass

KEY = make_key()
OTHER = make_key()
KEYS = {KEY.kid: KEY.public}
CLAIMS = PassClaims("SS-7K2QD-40XVT", "N. T. Á. Đ.", "P0", date(2026, 1, 10), date(2027, 1, 10))
TOKEN = sign_pass(CLAIMS, KEY)


def part(value: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def test_it_says_what_was_signed() -> None:
    assert read_pass(TOKEN, KEYS) == CLAIMS


def test_it_is_small_enough_for_a_code_that_a_cheap_phone_reads() -> None:
    assert len(TOKEN) < 260


def test_it_is_read_by_the_key_it_names_whichever_signs_now() -> None:
    assert read_pass(TOKEN, {OTHER.kid: OTHER.public, **KEYS}) == CLAIMS


def test_of_a_key_that_is_not_ours_is_not_called_forged() -> None:
    with pytest.raises(UnknownKey):
        read_pass(sign_pass(CLAIMS, OTHER), KEYS)


HEAD, BODY, SIGNATURE = TOKEN.split(".")
FORGERIES = {
    "alg-none": f"{part({'alg': 'none', 'kid': KEY.kid})}.{BODY}.",
    "alg-none-signed": f"{part({'alg': 'none', 'kid': KEY.kid})}.{BODY}.{SIGNATURE}",
    "alg-hmac": f"{part({'alg': 'HS256', 'kid': KEY.kid})}.{BODY}.{SIGNATURE}",
    "no-alg": f"{part({'kid': KEY.kid})}.{BODY}.{SIGNATURE}",
    "head-is-a-list": f"{part([])}.{BODY}.{SIGNATURE}",
    "kid-is-a-list": f"{part({'alg': 'EdDSA', 'kid': [KEY.kid]})}.{BODY}.{SIGNATURE}",
    "unsigned": f"{HEAD}.{BODY}.",
    "edited": f"{HEAD}.{part({'s': 'SS-00000-00000'})}.{SIGNATURE}",
    "anothers-signature": f"{HEAD}.{BODY}.{sign_pass(CLAIMS, OTHER).split('.')[2]}",
    "two-parts": f"{HEAD}.{BODY}",
    "not-base64": "§.§.§",
    "empty": "",
    "long": "A" * 3_000_000,
    "names-our-key-signed-by-another": sign({"s": "x"}, OTHER, kid=KEY.kid),
}


@pytest.mark.parametrize("token", FORGERIES.values(), ids=FORGERIES)
def test_a_forgery_is_refused(token: str) -> None:
    with pytest.raises((Forged, UnknownKey)) as caught:
        read_pass(token, KEYS)
    assert caught.type is Forged or token == FORGERIES["kid-is-a-list"]


def test_something_else_that_we_signed_is_no_pass() -> None:
    for said in ({"list": "x"}, {"s": 1, "n": 2, "p": 3, "f": "x", "u": None}, {}):
        with pytest.raises(Forged):
            read_pass(sign(said, KEY), KEYS)


@settings(max_examples=300)
@given(place=st.integers(0, len(TOKEN) - 1), sign=st.sampled_from("abcXYZ019-_."))
def test_changing_any_sign_of_it_breaks_it(place: int, sign: str) -> None:
    changed = TOKEN[:place] + sign + TOKEN[place + 1 :]
    try:
        assert read_pass(changed, KEYS) == CLAIMS
    except (Forged, UnknownKey):
        return
    # the last letter of base64 has bits that mean nothing
    assert changed == TOKEN or place == len(TOKEN) - 1


@given(text=st.text(max_size=300))
def test_any_text_is_answered(text: str) -> None:
    with pytest.raises((Forged, UnknownKey)):
        read_pass(text, KEYS)
