"""Domain errors say by name what went wrong, with values for their sentence."""

from portal.kernel.errors import DomainError, NotFound, Refused


def test_an_error_carries_its_code_and_values() -> None:
    error = Refused(reason="administrator_exists")
    assert error.code == "not_allowed"
    assert error.values == {"reason": "administrator_exists"}
    assert str(error) == "not_allowed(reason=administrator_exists)"


def test_all_can_be_caught_as_one() -> None:
    assert issubclass(NotFound, DomainError)
    assert issubclass(Refused, DomainError)
