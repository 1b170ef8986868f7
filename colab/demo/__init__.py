"""The demonstration community."""

PASSWORD = ""
ACCOUNTS = []  # (e-mail address, role in a few words)
