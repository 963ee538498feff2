"""The files for forges: actions, templates, hooks."""
