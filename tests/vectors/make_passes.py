"""Writes passes.json, which the Python and the JavaScript checks are both held to: python -m tests.vectors.make_passes.

The key is that of RFC 8037, appendix A; the same bytes come out each time.
"""

import base64
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from portal.certification.passes.keys import key_from
from portal.certification.passes.links import check_link
from portal.certification.passes.signing import sign
from portal.certification.passes.status_list import ListedState, ListedStatus, pack, sign_list
from portal.certification.passes.tokens import PassClaims, sign_pass

FILE = Path(__file__).parent / "passes.json"
KEY = key_from(bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"))
STRANGER = key_from(bytes(range(32)))
MADE_AT = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)  # 09:00 in Vietnam
UNTIL = date(2027, 1, 10)
SERIALS = {
    ListedState.IN_FORCE: "SS-AAAAA-AAAAD",
    ListedState.SUSPENDED: "SS-BBBBB-BBBB5",
    ListedState.REVOKED: "SS-CCCCC-CCCCW",
    ListedState.REPLACED: "SS-DDDDD-DDDDM",
    ListedState.LAPSED: "SS-EEEEE-EEEEC",
}
ABSENT = "SS-00000-00000"


def claims_of(serial: str) -> PassClaims:
    return PassClaims(serial, "N. T. Á. Đ.", "P0", date(2026, 1, 10), UNTIL)


def link(serial: str, token: str) -> str:
    return check_link("https://sansang.example", serial, token)


def case(name: str, text: str, verdict: str, *, at: datetime = MADE_AT) -> dict[str, str]:
    return {"name": name, "text": text, "at": at.isoformat(), "verdict": verdict}


def cases() -> list[dict[str, str]]:
    good = SERIALS[ListedState.IN_FORCE]
    token = sign_pass(claims_of(good), KEY)
    head, body, signature = token.split(".")
    none = base64.urlsafe_b64encode(b'{"alg":"none"}').rstrip(b"=").decode()
    other = base64.urlsafe_b64encode(b'{"s":"SS-00000-00000"}').rstrip(b"=").decode()
    newer = replace(claims_of(ABSENT), issued_on=date(2026, 6, 1))
    last, over = datetime(2027, 1, 10, 16, 59, tzinfo=UTC), datetime(2027, 1, 10, 17, 1, tzinfo=UTC)
    verdicts = {
        ListedState.SUSPENDED: "suspended",
        ListedState.REVOKED: "revoked",
        ListedState.REPLACED: "replaced",
        ListedState.LAPSED: "lapsed",
    }
    return [
        case("in force", link(good, token), "valid"),
        case("in force, typed", " ss aaaaa aaaad ", "valid"),
        case("in force to the end of its last day in Vietnam", link(good, token), "valid", at=last),
        case("over a minute later", link(good, token), "lapsed", at=over),
        case("a phone's clock behind the list", good, "valid", at=datetime(2020, 1, 1, tzinfo=UTC)),
        *[
            case(word, link(SERIALS[state], sign_pass(claims_of(SERIALS[state]), KEY)), word)
            for state, word in verdicts.items()
        ],
        *[case(f"{word}, typed", SERIALS[state], word) for state, word in verdicts.items()],
        case("edited", link(good, f"{head}.{other}.{signature}"), "forged"),
        case("algorithm none", link(good, f"{none}.{body}."), "forged"),
        case("algorithm none, signed", link(good, f"{none}.{body}.{signature}"), "forged"),
        case("cut short", link(good, token[:-20]), "forged"),
        case("not a token", link(good, "x"), "forged"),
        case("four parts", link(good, f"{token}.x"), "forged"),
        case("another's token", link(SERIALS[ListedState.REVOKED], token), "forged"),
        case("signed by us, but no pass", link(good, sign({"v": 1, "list": ""}, KEY)), "forged"),
        case("unknown key", link(good, sign_pass(claims_of(good), STRANGER)), "unknown_key"),
        case("our key's name, another's signature",
             link(good, sign({"s": good}, STRANGER, kid=KEY.kid)), "forged"),
        case("not in the list", ABSENT, "not_listed"),
        case("signed, older than the list, not in it",
             link(ABSENT, sign_pass(claims_of(ABSENT), KEY)), "not_listed"),
        case("signed after the list was made", link(ABSENT, sign_pass(newer, KEY)), "newer"),
        case("a wrong character", "SS-AAAAA-AAAA3", "mistyped"),
        case("no serial at all", "xin chào", "mistyped"),
        case("a broken link", "https://sansang.example/check/%E0%A4%A?t=x", "mistyped"),
    ]  # fmt: skip


def vectors() -> dict[str, Any]:
    packed = pack((serial, ListedStatus(state, UNTIL)) for state, serial in SERIALS.items())
    return {
        "keys": [KEY.public.as_jwk()],
        "list": sign_list(packed, MADE_AT, KEY),
        "cases": cases(),
    }


if __name__ == "__main__":
    FILE.write_text(json.dumps(vectors(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
