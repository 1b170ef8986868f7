"""Mexico writes a decimal point: 2.4 KB, 1,000."""

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
