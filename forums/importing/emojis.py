"""Names of emoji, as Discourse writes them ("wink", "wave:t3"), as characters."""

import re

from emoji import emojize

_TONES = {str(number): chr(0x1F3F9 + number) for number in range(2, 7)}  # "t2" is the lightest
_IN_TEXT = re.compile(r"(?<![\w:]):([\w+-]+(?::t[2-6])?):(?![\w:])")
_FLAG = re.compile(r"flag_([a-z])([a-z])$")
# Names of Discourse that came from another set than those of GitHub and Unicode, which the package knows
_OTHERWISE = {
    "slight_smile": "slightly_smiling_face",
    "slight_frown": "slightly_frowning_face",
    "simple_smile": "slightly_smiling_face",
    "frowning2": "frowning_face",
    "upside_down": "upside_down_face",
    "rolling_eyes": "roll_eyes",
    "head_bandage": "face_with_head_bandage",
    "thermometer_face": "face_with_thermometer",
    "nerd": "nerd_face",
    "money_mouth": "money_mouth_face",
    "zipper_mouth": "zipper_mouth_face",
    "hugging": "hugs",
    "cowboy": "cowboy_hat_face",
    "face_with_cowboy_hat": "cowboy_hat_face",
    "clown": "clown_face",
    "drooling": "drooling_face",
    "sick": "nauseated_face",
    "sneeze": "sneezing_face",
    "hand_splayed": "raised_hand_with_fingers_splayed",
    "vulcan": "vulcan_salute",
    "call_me": "call_me_hand",
    "shaking_hands": "handshake",
    "fingers_crossed": "crossed_fingers",
    "spy": "detective",
    "medal": "medal_military",
    "first_place": "1st_place_medal",
    "second_place": "2nd_place_medal",
    "third_place": "3rd_place_medal",
    "cloud_rain": "cloud_with_rain",
    "cloud_snow": "cloud_with_snow",
    "thunder_cloud_rain": "thunder_cloud_and_rain",
    "white_sun_cloud": "sun_behind_large_cloud",
    "wine": "wine_glass",
    "champagne_glass": "clinking_glasses",
    "bellhop": "bellhop_bell",
    "calendar_spiral": "spiral_calendar",
    "notepad_spiral": "spiral_notepad",
    "dividers": "card_index_dividers",
    "desktop": "desktop_computer",
    "mouse_three_button": "computer_mouse",
    "tools": "hammer_and_wrench",
    "map": "world_map",
    "pen_ballpoint": "pen",
    "pen_fountain": "fountain_pen",
    "park": "national_park",
    "airplane_small": "small_airplane",
    "anger_right": "right_anger_bubble",
    "atom": "atom_symbol",
    "beach": "beach_umbrella",
    "card_box": "card_file_box",
    "city_dusk": "city_sunset",
    "cloud_lightning": "cloud_with_lightning",
    "construction_site": "building_construction",
    "couch": "couch_and_lamp",
    "cross": "latin_cross",
    "cruise_ship": "passenger_ship",
    "eject": "eject_button",
    "face_palm": "facepalm",
    "fork_knife_plate": "plate_with_cutlery",
    "frame_photo": "framed_picture",
    "french_bread": "baguette_bread",
    "goal": "goal_net",
    "helmet_with_cross": "rescue_worker_helmet",
    "hockey": "ice_hockey",
    "homes": "houses",
    "house_abandoned": "derelict_house",
    "island": "desert_island",
    "key2": "old_key",
    "kiwi": "kiwi_fruit",
    "microphone2": "studio_microphone",
    "milk": "milk_glass",
    "motorboat": "motor_boat",
    "newspaper2": "newspaper_roll",
    "octagonal_sign": "stop_sign",
    "oil": "oil_drum",
    "peace": "peace_symbol",
    "projector": "film_projector",
    "race_car": "racing_car",
    "rhino": "rhinoceros",
    "salad": "green_salad",
    "satellite_orbital": "artificial_satellite",
    "scooter": "kick_scooter",
    "skull_crossbones": "skull_and_crossbones",
    "snowman2": "snowman_with_snow",
    "speech_left": "left_speech_bubble",
    "timer": "timer_clock",
    "umbrella2": "open_umbrella",
    "urn": "funeral_urn",
    "wilted_rose": "wilted_flower",
    "wrestlers": "wrestling",
}


def character(name):
    """Return the character of a name without colons, or None where there is none."""
    name, tone = re.fullmatch(r"(.*?)(?::t([2-6]))?", name, re.DOTALL).groups()
    if flag := _FLAG.match(name):
        return "".join(chr(ord(letter) - ord("a") + 0x1F1E6) for letter in flag.groups())
    found = _known(name) or _known(_OTHERWISE.get(name, ""))
    return _toned(found, _TONES[tone]) if found and tone else found


def in_text(text):
    """Return a text, as a title, in which names between colons are characters; what is no emoji stays."""
    return _IN_TEXT.sub(lambda found: character(found[1]) or found[0], text)


def _known(name):
    sign = emojize(f":{name}:", language="alias")
    return None if sign == f":{name}:" else sign


def _toned(sign, tone):
    """Return a sign with a tone of skin, which stands behind the first character."""
    return sign[0] + tone + sign[1:].removeprefix("\ufe0f")
