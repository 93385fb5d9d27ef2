"""`python -m jalon.command` is the `jalon` command."""

from jalon.command.main import cli

cli()
