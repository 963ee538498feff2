"""The model: small frozen values of the field, without any input or output."""
