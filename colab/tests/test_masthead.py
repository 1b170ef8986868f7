"""The header is one row from 768 px up, and small on a telephone, whoever reads in whichever language."""

import pytest
from django.conf import settings
from django.test import Client

from testing import make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = (320, 360, 768, 1024, 1280)
HEIGHT_OF_A_ROW, HEIGHT_ON_A_TELEPHONE = 64, 120
MEASURE = """() => {
  const bar = document.querySelector(".masthead");
  const shown = [...bar.querySelectorAll(".brand, .nav a, .tools > *, .languages button, .menu > summary")]
    .map((element) => element.getBoundingClientRect()).filter((box) => box.width);
  return {
    height: bar.getBoundingClientRect().height,
    rows: new Set(shown.map((box) => Math.round((box.top + box.bottom) / 12))).size,
    outside: shown.filter((box) => box.left < 0 || box.right > innerWidth).length,
    squeezed: [...bar.querySelectorAll(".tools > a")]
      .filter((one) => one.scrollWidth > one.clientWidth + 1).length,
    wider: document.documentElement.scrollWidth > innerWidth,
  };
}"""
READERS = {
    "visitor": {},
    "participant": {"is_organizer": False},
    "organizer": {"is_organizer": True},
    "moderator": {"is_organizer": True, "is_moderator": True},
}


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
@pytest.mark.parametrize("reader", READERS)
def test_the_header_is_one_row_on_a_desk_and_two_on_a_telephone(page, live_server, reader, language):
    if reader == "visitor":
        page.set_extra_http_headers({"Accept-Language": language})
    else:
        client = Client()
        client.force_login(make.participant("Maximiliana Demo", language=language, **READERS[reader]))
        session = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.goto(f"{live_server.url}/forums/")
    assert page.evaluate("document.documentElement.lang").startswith(language)

    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        found = page.evaluate(MEASURE)
        telephone = width < 768
        assert found["height"] <= (HEIGHT_ON_A_TELEPHONE if telephone else HEIGHT_OF_A_ROW), (width, found)
        assert found["rows"] == (2 if telephone else 1), (width, found)
        assert not found["outside"], (width, found)
        assert not found["squeezed"], (width, found)
        assert not found["wider"], (width, found)
