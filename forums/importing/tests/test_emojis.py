import pytest

from forums.importing import emojis


@pytest.mark.parametrize(
    ("name", "character"),
    [
        ("tada", "🎉"),
        ("+1", "👍"),
        ("slight_smile", "🙂"),
        ("slightly_smiling_face", "🙂"),
        ("wave:t3", "👋🏼"),
        ("man_shrugging:t6", "🤷🏿‍♂️"),
        ("point_up_2:t2", "👆🏻"),
        ("flag_ca", "🇨🇦"),
        ("canada", "🇨🇦"),
        ("party_corgi", None),
        ("t3", None),
        ("", None),
    ],
)
def test_an_emoji_is_a_character(name, character):
    assert emojis.character(name) == character


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Welcome :wave:t3: all :tada:", "Welcome 👋🏼 all 🎉"),
        ("At 10:100:30, a::b:: and :no_such:", "At 10:100:30, a::b:: and :no_such:"),
    ],
)
def test_titles_have_them_by_name(title, shown):
    assert emojis.in_text(title) == shown


def test_every_name_of_our_own_leads_to_a_character_and_is_needed():
    for name, known in emojis._OTHERWISE.items():
        assert emojis._known(known), name
        assert not emojis._known(name), name
