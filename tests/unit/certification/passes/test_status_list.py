import base64
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.certification.passes.keys import make_key
from portal.certification.passes.signing import Forged, UnknownKey, sign
from portal.certification.passes.status_list import (
    ListedState,
    ListedStatus,
    StatusList,
    pack,
    read_list,
    sign_list,
)
from portal.certification.passes.tokens import PassClaims, sign_pass
from portal.kernel.identifiers import new_serial

KEY = make_key()
KEYS = {KEY.kid: KEY.public}
NOW = datetime(2026, 6, 1, 2, 30, tzinfo=UTC)
DAY = date(2027, 1, 10)

statuses = st.dictionaries(
    st.builds(new_serial),
    st.builds(
        ListedStatus,
        st.sampled_from(ListedState),
        st.dates(date(2020, 1, 1), date(2042, 6, 5)),
    ),
    max_size=60,
)


@given(statuses)
def test_each_certificate_is_found_as_it_was_put_in(known: dict[str, ListedStatus]) -> None:
    found = StatusList(NOW, pack(known.items()))
    assert len(found) == len(known)
    assert {serial: found.find(serial) for serial in known} == known
    assert found.find("SS-NEVER-THERE") is None


def test_a_signed_list_says_when_it_was_made() -> None:
    packed = pack([("SS-A", ListedStatus(ListedState.REVOKED, DAY))])
    found = read_list(sign_list(packed, NOW, KEY), KEYS)
    assert (found.made_at, found.packed) == (NOW, packed)


def test_days_beyond_its_reach_are_its_last() -> None:
    found = StatusList(NOW, pack([("SS-A", ListedStatus(ListedState.IN_FORCE, date(2099, 1, 1)))]))
    status = found.find("SS-A")
    assert status is not None
    assert status == ListedStatus(ListedState.IN_FORCE, date(2020, 1, 1) + timedelta(days=8191))


def test_for_a_thousand_people_it_is_at_most_50_kilobytes() -> None:
    # with three certificates each: more than anybody has held so far
    many = ((new_serial(), ListedStatus(ListedState.IN_FORCE, DAY)) for _each in range(3000))
    assert len(sign_list(pack(many), NOW, KEY)) < 50_000


def test_it_tells_no_serial() -> None:
    serial = new_serial()
    packed = pack([(serial, ListedStatus(ListedState.IN_FORCE, DAY))])
    assert serial.encode() not in packed and len(packed) == 7


@pytest.mark.parametrize(
    "wrong",
    [
        sign({"v": 2, "at": 0, "list": ""}, KEY),
        sign({"v": 1, "at": "x", "list": ""}, KEY),
        sign({"v": 1, "at": 10**30, "list": ""}, KEY),
        sign({"v": 1, "at": 0}, KEY),
        sign_pass(PassClaims("SS-A", "A.", "P0", DAY, DAY), KEY),
        base64.urlsafe_b64encode(b"x").decode(),
        "",
    ],
    ids=["version", "moment", "far-moment", "without-list", "a-pass", "unsigned", "empty"],
)
def test_what_is_no_list_is_refused(wrong: str) -> None:
    with pytest.raises(Forged):
        read_list(wrong, KEYS)


def test_by_a_stranger_is_refused() -> None:
    with pytest.raises(UnknownKey):
        read_list(sign_list(b"", NOW, make_key()), KEYS)
