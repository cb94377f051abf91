"""`python -m parlour`."""

from parlour.cli import app

app()
