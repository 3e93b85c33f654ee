import pytest

from portal.certification.passes.keys import SealedElsewhere, key_from, make_key, seal, unseal

#: RFC 8037, appendix A: a private key, its public half and its thumbprint
RFC_PRIVATE = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
RFC_PUBLIC = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
RFC_THUMBPRINT = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"


def test_a_key_is_named_by_its_thumbprint() -> None:
    key = key_from(RFC_PRIVATE)
    assert key.public.x == RFC_PUBLIC
    assert key.kid == RFC_THUMBPRINT[:8]


def test_a_sealed_key_opens_with_its_secret_only() -> None:
    key = make_key()
    sealed = seal(key, "one secret")
    assert unseal(key.public, sealed, "one secret") == key
    with pytest.raises(SealedElsewhere):
        unseal(key.public, sealed, "another secret")


def test_a_private_half_is_never_shown() -> None:
    key = make_key()
    assert key.d not in repr(key)
    assert key.d not in str(key.public.as_jwk())


def test_no_two_keys_are_alike() -> None:
    assert len({make_key().d for _time in range(20)}) == 20
