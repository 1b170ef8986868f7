from zoneinfo import ZoneInfo

from participants.models import Participant
from testing.zone_rules import table


def test_a_zone_can_be_chosen_after_its_rules_were_others(tmp_path):
    field = Participant._meta.get_field("zone")

    with table(tmp_path, America__Toronto="America/Denver"):
        pass

    field.validate(ZoneInfo("America/Toronto"), Participant())
