"""Import of an existing Discourse forum.

`lines` reads files, `publicity` says what was public, `entries` parses a line, `discourse` and `markdown`
convert its HTML, `batches` writes rows, in which `references` lead to one another. Each topic and post keeps
the key it had there, so that an import can be repeated.
"""
