"""What an end-user may take along of a chat."""
