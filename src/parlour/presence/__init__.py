"""From the last contact of a client to active, absent, lost. Pure."""
