"""Who and what a site consists of: sites, queues, profiles, agents, statuses, settings."""
