from django.db import migrations

# White space, punctuation and symbols of the Basic Multilingual Plane, but for the point and pictures
BETWEEN = (
    r"\u0001-\u002d\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00ac\u00ae-\u00b1\u00b4"
    r"\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7\u02c2-\u02c5\u02d2-\u02df\u02e5-\u02eb\u02ed\u02ef-\u02ff"
    r"\u0375\u037e\u0384-\u0385\u0387\u03f6\u0482\u055a-\u055f\u0589-\u058a\u058d-\u058f\u05be\u05c0"
    r"\u05c3\u05c6\u05f3-\u05f4\u0606-\u060f\u061b\u061d-\u061f\u066a-\u066d\u06d4\u06de\u06e9"
    r"\u06fd-\u06fe\u0700-\u070d\u07f6-\u07f9\u07fe-\u07ff\u0830-\u083e\u085e\u0888\u0964-\u0965\u0970"
    r"\u09f2-\u09f3\u09fa-\u09fb\u09fd\u0a76\u0af0-\u0af1\u0b70\u0bf3-\u0bfa\u0c77\u0c7f\u0c84\u0d4f"
    r"\u0d79\u0df4\u0e3f\u0e4f\u0e5a-\u0e5b\u0f01-\u0f17\u0f1a-\u0f1f\u0f34\u0f36\u0f38\u0f3a-\u0f3d"
    r"\u0f85\u0fbe-\u0fc5\u0fc7-\u0fda\u104a-\u104f\u109e-\u109f\u10fb\u1360-\u1368\u1390-\u1399\u1400"
    r"\u166d-\u166e\u1680\u169b-\u169c\u16eb-\u16ed\u1735-\u1736\u17d4-\u17d6\u17d8-\u17db"
    r"\u1800-\u180a\u1940-\u1945\u19de-\u19ff\u1a1e-\u1a1f\u1aa0-\u1aa6\u1aa8-\u1aad\u1b4e-\u1b4f"
    r"\u1b5a-\u1b6a\u1b74-\u1b7f\u1bfc-\u1bff\u1c3b-\u1c3f\u1c7e-\u1c7f\u1cc0-\u1cc7\u1cd3\u1fbd"
    r"\u1fbf-\u1fc1\u1fcd-\u1fcf\u1fdd-\u1fdf\u1fed-\u1fef\u1ffd-\u200a\u2010-\u2029\u202f-\u205f"
    r"\u207a-\u207e\u208a-\u208e\u20a0-\u20c4\u2100-\u2101\u2103-\u2106\u2108-\u2109\u2114"
    r"\u2116-\u2118\u211e-\u2123\u2125\u2127\u2129\u212e\u213a-\u213b\u2140-\u2144\u214a-\u214d\u214f"
    r"\u218a-\u244a\u249c-\u24e9\u2500-\u2775\u2794-\u2bff\u2ce5-\u2cea\u2cf9-\u2cfc\u2cfe-\u2cff"
    r"\u2d70\u2e00-\u2e2e\u2e30-\u3004\u3008-\u3020\u3030\u3036-\u3037\u303d-\u303f\u309b-\u309c\u30a0"
    r"\u30fb"
    r"\ufffc-\ufffd"
)
# What is not seen: it may stand within a word that was copied
UNSEEN = (
    r"\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    r"\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff"
)
POINT = r"(?<![0-9])\.|\.(?![0-9])"
PICTURES = r"([\U0001f000-\U0001faff]+)"

# Signs that PostgreSQL's parser may take for letters, or for the middle of an address
SIGNS = "/_@:.-'\\\u00a0¡¿«»·‑–—‘’“”…"
APART = "$1"
for sign in "\u00ad\u200b\u2060\ufeff":
    APART = f"replace({APART}, '{sign}', '')"
for sign in SIGNS.replace("'", ""):
    APART = f"replace({APART}, '{sign}', '\x01{sign}\x01')"

# `colab_words`: a text as the index reads it, letters, digits and spaces, whatever the locale of the database
# takes for a letter. `colab_apart`: a text to show, where the parser finds the same words: U+0001 stands around
# signs. `colab_folded`: a name as it is looked up, " chloe demo" for "Chloé Démo", each word after a space.
WRITE = f"""
CREATE FUNCTION colab_words(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT regexp_replace(regexp_replace(
        normalize(regexp_replace($1, '[{UNSEEN}]', '', 'g'), NFKC),
        '[{BETWEEN}]|{POINT}', ' ', 'g'), '{PICTURES}', ' \\1 ', 'g')
$$;
CREATE FUNCTION colab_apart(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT replace({APART}, '''', E'\\x01\\'\\x01')
$$;
DO $do$
DECLARE extensions text := (
    SELECT quote_ident(nspname) FROM pg_extension
    JOIN pg_namespace ON pg_namespace.oid = extnamespace WHERE extname = 'unaccent'
);
BEGIN
    EXECUTE format($create$
        CREATE FUNCTION colab_folded(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 1000
        AS $$ SELECT ' ' || btrim(regexp_replace(lower(%1$s.unaccent('%1$s.unaccent', regexp_replace(
                normalize(regexp_replace($1, '[{UNSEEN}]', '', 'g'), NFKD),
                '[\\u0300-\\u036f]', '', 'g'))), '[.{BETWEEN}]+', ' ', 'g'))
        $$
    $create$, extensions);
END $do$;
"""  # noqa: S608  of constants alone

FORGET = """
DROP FUNCTION colab_folded(text);
DROP FUNCTION colab_apart(text);
DROP FUNCTION colab_words(text);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("participants", "0004_channels_of_notices"),
    ]

    operations = [migrations.RunSQL(WRITE, FORGET)]
