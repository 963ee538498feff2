"""The rules of ``validate --base``, which compare what was before a change with what is after it."""
