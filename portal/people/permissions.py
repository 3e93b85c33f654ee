"""Who may do what: one table. Views and templates name a permission, never a role."""

from enum import StrEnum


class Role(StrEnum):
    """Held for a unit and all below it. Every signed-in person is a learner without holding anything."""

    LEADER = "leader"
    TRAINER = "trainer"
    ASSESSOR = "assessor"
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"


class Permission(StrEnum):
    """One thing that can be allowed; the comment says what it lets a person do."""

    ATTEMPT_EXTEND = "attempt:extend"  # give people of one's unit more time in an open exam
    CATALOGUE_EDIT = "catalogue:edit"  # write drafts of courses, review those of others, publish
    CATALOGUE_SEE = "catalogue:see"  # see all courses with their questions and keys
    COURSE_TAKE = "course:take"  # read lessons, mark them done, take quizzes
    CERTIFICATE_OWN = "certificate:own"  # see one's own certificates and why
    PEOPLE_ADD = "people:add"  # add a person to a team of one's unit
    PERMIT_DECIDE = (
        "permit:decide"  # suspend, give back, waive, accept, extend; the province revokes
    )
    PRACTICE_ASK = "practice:ask"  # open the sign-off of practice; who may do it is asked there
    PRACTICE_SIGN = "practice:sign"  # sign off the practice of others in one's unit and below
    READINESS_SEE = "readiness:see"  # see the readiness board of one's unit and below
    ROOM_LEAD = "room:lead"  # open a quiz to the people present, and see how they do in it
    SCHEME_EDIT = "scheme:edit"  # change the rules of certification, for everybody
    TEAM_SEE = "team:see"  # see the people of teams of one's unit and below


EVERYONE_SIGNED_IN = frozenset(
    {Permission.COURSE_TAKE, Permission.CERTIFICATE_OWN, Permission.PRACTICE_ASK}
)

ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.LEADER: frozenset({Permission.TEAM_SEE, Permission.READINESS_SEE}),
    Role.TRAINER: frozenset(
        {
            Permission.CATALOGUE_SEE,
            Permission.CATALOGUE_EDIT,
            Permission.ATTEMPT_EXTEND,
            Permission.ROOM_LEAD,
        }
    ),
    Role.ASSESSOR: frozenset(
        {Permission.TEAM_SEE, Permission.READINESS_SEE, Permission.PRACTICE_SIGN}
    ),
    Role.COORDINATOR: frozenset(
        {
            Permission.READINESS_SEE,
            Permission.TEAM_SEE,
            Permission.PEOPLE_ADD,
            Permission.ATTEMPT_EXTEND,
            Permission.PERMIT_DECIDE,
        }
    ),
    Role.ADMINISTRATOR: frozenset(
        {
            Permission.READINESS_SEE,
            Permission.TEAM_SEE,
            Permission.CATALOGUE_EDIT,
            Permission.CATALOGUE_SEE,
            Permission.PEOPLE_ADD,
            Permission.ATTEMPT_EXTEND,
            Permission.PERMIT_DECIDE,
            Permission.SCHEME_EDIT,
        }
    ),
}


def roles_granting(permission: Permission) -> frozenset[Role]:
    """The roles that carry a permission (besides everyone's own)."""
    return frozenset(role for role, granted in ROLE_PERMISSIONS.items() if permission in granted)
