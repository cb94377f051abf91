"""What agents saw of end-users' pages, where a site keeps it."""
