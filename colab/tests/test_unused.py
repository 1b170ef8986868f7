"""`.ci/unused.py` finds unused code in samples."""

from testing import scripts

unused = scripts.load("unused")
MODULE = """
def shown(): ...
class Person:
    def initials(self): ...
"""


def test_what_nothing_uses_is_named():
    assert unused.unused({"forums/faces.py": MODULE}) == [
        "forums/faces.py:2: unused function 'shown'",
        "forums/faces.py:3: unused class 'Person'",
        "forums/faces.py:4: unused method 'initials'",
    ]


def test_what_a_template_or_a_string_names_is_used():
    found = unused.unused(
        {"forums/faces.py": MODULE, "forums/urls.py": 'PATHS = ["forums.faces.shown"]\nprint(PATHS)\n'},
        ["A Person. {% if person.initials %}{{ person.initials }}{% endif %}"],
    )
    assert found == ["forums/faces.py:3: unused class 'Person'"]


def test_settings_and_members_of_choices_are_used():
    choices = 'class Part(models.TextChoices):\n    LAB = "lab"\nprint(Part)\n'
    assert unused.unused({"colab/settings/time.py": "USE_TZ = True\n", "forums/models.py": choices}) == []
