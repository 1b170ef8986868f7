"""Formats of numbers that Django has otherwise (FORMAT_MODULE_PATH)."""
