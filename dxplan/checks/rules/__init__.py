"""The rules, one small module each; `dxplan.checks.registry` lists them."""
