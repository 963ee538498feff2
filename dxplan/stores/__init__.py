"""Stores: the only places that know files, ruamel.yaml, SQLite and git."""
