"""Who may do what, by the roles somebody holds today."""

import pytest

from portal.kernel.identifiers import new_id
from portal.people.permissions import (
    EVERYONE_SIGNED_IN,
    ROLE_PERMISSIONS,
    Permission,
    Role,
    roles_granting,
)
from portal.people.signed_in import RoleFor, SignedIn


def somebody(*roles: RoleFor) -> SignedIn:
    return SignedIn(new_id(), "Nguyễn Thị Ana", "Ana", "vi", "token", roles)


class TestTheTable:
    def test_names_every_role(self) -> None:
        assert set(ROLE_PERMISSIONS) == set(Role)

    def test_somebody_holds_each_permission(self) -> None:
        for permission in Permission:
            assert permission in EVERYONE_SIGNED_IN or roles_granting(permission), permission

    def test_permissions_are_named_by_thing_and_act(self) -> None:
        for permission in Permission:
            thing, act = permission.value.split(":")
            assert permission.name == f"{thing}_{act}".upper().replace("-", "_")


class TestSomebodySignedIn:
    def test_may_learn_without_any_role(self) -> None:
        ana = somebody()
        assert [p for p in Permission if ana.may(p)] == [
            p for p in Permission if p in EVERYONE_SIGNED_IN
        ]

    def test_may_do_for_a_unit_what_the_role_held_there_grants(self) -> None:
        cora = somebody(RoleFor(Role.COORDINATOR, 7), RoleFor(Role.TRAINER, 9))
        assert cora.units_for(Permission.READINESS_SEE) == (7,)
        assert cora.units_for(Permission.CATALOGUE_SEE) == (9,)
        assert cora.may(Permission.PEOPLE_ADD)

    @pytest.mark.parametrize("role", Role)
    def test_holds_what_the_table_says(self, role: Role) -> None:
        person = somebody(RoleFor(role, 1))
        granted = {p for p in Permission if person.units_for(p) == (1,)}
        assert granted == ROLE_PERMISSIONS[role]
