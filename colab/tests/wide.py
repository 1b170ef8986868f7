"""What people write, as long as it may be, without a space: does a page stay within its window?"""

from django.apps import apps
from django.db.models import Case, CharField, F, TextField, Value, When
from django.db.models.functions import Cast, Concat, Left

from core.text import markup
from participants.models import Participant
from testing.pseudo import is_peoples

WORD = "Donaudampfschifffahrtsgesellschaftskapitän" * 6
ADDRESS = "https://www.example.org/" + "a-long-way/" * 20 + "and_" * 20
MARKDOWN = f"""# {WORD}

{WORD} {ADDRESS} [{WORD}]({ADDRESS}) ![{WORD}](/p.png) `{WORD}` {ADDRESS.replace("-", "")}

- {WORD}
    - > {WORD}

```
{WORD} {WORD}
```

| {WORD} | b | c | d | e | f |
|---|---|---|---|---|---|
| a | {WORD} | {ADDRESS} | some words | other words | {WORD} |
"""


def wide_words():
    """Write anew what people wrote: as one word of up to 150 letters, or as all that Markdown has."""
    rendered = markup.render(MARKDOWN)
    for model in apps.get_models():
        fields = {field.name: field for field in model._meta.local_fields}
        names = [field for field in fields.values() if is_peoples(field)]
        texts = {field.name: _word(field) for field in names}
        for field in names:
            html = "html" if field.name == "text" else f"{field.name}_html"
            texts |= {html: rendered} if html in fields else {}
        if texts:
            model._base_manager.update(**texts)
    address = Concat(Value("a" * 60), Cast("pk", CharField()), Value(f"@{'b' * 60}.example"))
    Participant.objects.filter(imported_as=None).update(email=address)


def _word(field):
    word = Left(Concat(Value("Ww"), Cast("pk", CharField()), Value(WORD)), min(field.max_length or 150, 150))
    return Case(
        When(**{f"{field.name}__isnull": False}, then=word), default=F(field.name), output_field=TextField()
    )
