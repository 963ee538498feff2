"""dxplan keeps a city's digital-transformation plan as validated YAML files under git."""

__version__ = "0.1.0"
