"""Import of an existing Discourse forum.

`lines` reads files, `entries` parses a line, `markdown` converts Discourse's HTML, `batches` writes rows.
Each topic and post keeps the key it had there, so that an import can be repeated.
"""
