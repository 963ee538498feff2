"""What is other on Windows, simulated: consoles, names, paths, locked files, functions that are not there."""
