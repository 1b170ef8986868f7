"""Bringing the posts of an existing Discourse forum in.

`lines` reads files, `entries` understands a line, `markdown` turns Discourse's HTML into Markdown, and
`batches` writes. Nothing is written twice: each topic and post keeps the number it had there.
"""
