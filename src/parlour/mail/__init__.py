"""Mail: letters wait in a durable outbox until a mail server has taken them."""
