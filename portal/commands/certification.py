"""`flask certification …`: certificates on paper, and the keys they are signed with."""

import click

from portal.commands.certification_keys import keys
from portal.commands.certification_printing import print_


@click.group()
def certification() -> None:
    """Certificates, and the keys they are signed with."""


for _command in (keys, print_):
    certification.add_command(_command)
