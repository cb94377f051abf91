"""Texts that are ready to be said or shown: addresses judged, markup cleaned, variables filled."""
