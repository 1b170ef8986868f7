import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.core.management import BaseCommand, CommandError

from core.timezones import display
from core.timezones.wall_time import Start
from events.scheduling.time_check import TimeCheck


class Command(BaseCommand):
    help = "Prints what a start means in each North American zone, and for how many people it is daytime."

    def add_arguments(self, parser):
        parser.add_argument("start", help="in ISO 8601, with its offset: 2027-01-14T19:00Z")
        parser.add_argument("--minutes", type=int, default=60, help="length in minutes (60)")
        parser.add_argument("--json", action="store_true", help="for machines")

    def handle(self, *args, start, minutes, **options):
        instant = self._instant(start)
        if not 1 <= minutes <= 60:
            raise CommandError("A co-lab lasts from 1 to 60 minutes.")
        found = self._found(instant, minutes)
        text = json.dumps(found, indent=2, ensure_ascii=False) if options["json"] else _as_text(found)
        self.stdout.write(text)

    def _instant(self, text):
        try:
            instant = datetime.fromisoformat(text)
        except ValueError as problem:
            raise CommandError(f"{text!r} is not a time in ISO 8601, such as 2027-01-14T19:00Z.") from problem
        if instant.tzinfo is None:
            raise CommandError(f"{text!r} does not say its offset: add Z for UTC, or one such as -05:00.")
        return instant.astimezone(UTC)

    def _found(self, instant, minutes):
        check = TimeCheck(Start(instant, ZoneInfo("UTC")), minutes)
        verdict = check.verdict
        return {
            "start": instant.strftime("%Y-%m-%dT%H:%MZ"),
            "minutes": minutes,
            "comfortable": verdict.comfortable,
            "daytime": verdict.daytime,
            "friendly": verdict.is_friendly,
            "problems": verdict.codes,
            "zones": [
                {
                    "zones": list(row.zones),
                    "city": display.city(row.zone),
                    "start": row.starts.isoformat(timespec="minutes"),
                    "end": row.ends.isoformat(timespec="minutes"),
                    "days": row.shift,
                    "band": row.band,
                    "share": row.share,
                }
                for row in check.zone_rows
            ],
        }


def _as_text(found):
    lines = [
        f"{found['start']}, {found['minutes']} minutes",
        f"comfortable (9-17) for {found['comfortable']:7.2%} of North America",
        f"daytime     (8-18) for {found['daytime']:7.2%} of North America",
        "North-America-friendly" if found["friendly"] else f"not friendly: {', '.join(found['problems'])}",
        "",
    ]
    for row in found["zones"]:
        day = f" {row['days']:+d} day" if row["days"] else ""
        clock = f"{row['start'][11:16]}-{row['end'][11:16]}"
        offset = row["start"][16:]
        lines.append(f"{row['city']:<16} {clock} (UTC{offset}){day:<8} {row['band']:<12} {row['share']:7.2%}")
    return "\n".join(lines)
