"""Tables of numbers as files that spreadsheets read."""

import csv

from django.http import HttpResponse


def as_csv(name, rows):
    """Return rows of texts and numbers as a file with this name, in UTF-8 (RFC 4180)."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response.write("\ufeff")  # so that spreadsheets read the letters
    csv.writer(response).writerows([_plain(cell) for cell in row] for row in rows)
    return response


def _plain(cell):
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{cell}" if str(cell)[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell
