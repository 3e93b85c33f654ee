"""Rooms for the tests of those who come into them: opened by the service, not by the trainer's pages."""

from dataclasses import dataclass
from uuid import UUID

from portal.catalogue.content import EXAM
from portal.kernel.db import begin_writing, db
from portal.kernel.identifiers import new_id
from portal.people.permissions import Role
from portal.rooms.models import Room
from portal.rooms.services import end_room, open_room
from tests.support.making import Maker


@dataclass(frozen=True)
class OpenedRoom:
    id: UUID
    code: str
    trainer_id: UUID

    @property
    def door(self) -> str:
        return f"/join/{self.code}"

    def end(self) -> None:
        begin_writing()
        end_room(trainer_id=self.trainer_id, room_id=self.id)
        db.session.commit()


def opened(make: Maker, quiz: str = EXAM, *, practice: bool = True) -> OpenedRoom:
    """Of the small course, by a trainer of its own."""
    province = make.unit("82", "Đồng Tháp", kind="tỉnh")
    trainer = make.person("Trần Văn Biên", roles=[(Role.TRAINER, province)]).id
    begin_writing()
    room_id = new_id()
    open_room(
        room_id=room_id, trainer_id=trainer, course_slug="mini", quiz=quiz, is_practice=practice
    )
    code = db.session.get_one(Room, room_id).code
    db.session.commit()
    return OpenedRoom(room_id, code, trainer)
