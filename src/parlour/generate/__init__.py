"""Writes the reference pages and the browser's types from the classes that they describe."""
