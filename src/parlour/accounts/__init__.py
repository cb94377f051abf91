"""Who somebody is: passwords, browser sessions, visitor tokens, tickets and sign-in links."""
