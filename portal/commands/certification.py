"""`flask certification …`: who is certified and why, certificates on paper, and the keys they are signed with."""

import click

from portal.commands.certification_issue import issue
from portal.commands.certification_keys import keys
from portal.commands.certification_printing import print_
from portal.commands.certification_replay import replay
from portal.commands.certification_verify import verify


@click.group()
def certification() -> None:
    """Certificates, and the keys they are signed with."""


for _command in (issue, keys, print_, replay, verify):
    certification.add_command(_command)
