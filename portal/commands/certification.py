"""`flask certification …`: who is certified and why, certificates on paper, and the keys they are signed with."""

import click

from portal.commands.certification_keys import keys
from portal.commands.certification_printing import print_
from portal.commands.certification_replay import replay


@click.group()
def certification() -> None:
    """Certificates, and the keys they are signed with."""


for _command in (keys, print_, replay):
    certification.add_command(_command)
