"""`saidanddone import places FILE`: bring in places with their boundaries from GeoJSON."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import CommandError

from saidanddone.core import clock
from saidanddone.core.commands import ExampleCommand, Progress, rejects_file
from saidanddone.core.viewer import SITE
from saidanddone.places import actions
from saidanddone.places.importing import FIELDS, BadFile, read_features, read_words, rejects_of_places


class Command(ExampleCommand):
    help = "Bring in places with their boundaries from a GeoJSON file. Feeding the same file again changes nothing."
    example = "saidanddone import places wards.geojson --map WD24NM=name --map WD24CD=code --set level=ward"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a GeoJSON FeatureCollection; WGS 84, longitude first")
        parser.add_argument(
            "--map", action="append", default=[], metavar="PROPERTY=FIELD", help=f"fields: {', '.join(FIELDS)}"
        )
        parser.add_argument(
            "--set", action="append", default=[], metavar="FIELD=VALUE", help="for places that do not say it themselves"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and change nothing")
        parser.add_argument("--rejects", type=Path, help="where to write what did not fit; beside FILE if not given")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        rejects = rejects_file(path, options["rejects"], ".geojson")
        try:
            features = read_features(path)
            maps, fixed = (
                read_words(options["map"], field_last=True),
                read_words(options["set"], field_last=False),
            )
        except BadFile as error:
            raise CommandError(str(error)) from error
        with Progress("Places", total=len(features)) as progress:
            summary = actions.import_places(
                by=SITE,
                features=features,
                maps=maps,
                fixed=fixed,
                at=clock.now(),
                is_trial=options["dry_run"],
                tick=progress.advance,
            )
        self._report(summary, rejects, options["dry_run"])

    def _report(self, summary: Any, rejects: Path, is_trial: bool) -> None:
        for rejected in summary.rejected:
            self.stderr.write(
                f"feature {rejected.number}: {rejected.name or 'it'} ({rejected.value!r}) {rejected.reason}"
            )
        self.stdout.write(f"{summary}{'; nothing was changed, as this was a dry run' if is_trial else ''}")
        if summary.rejected:
            rejects.write_text(rejects_of_places(summary), encoding="utf-8")
            raise CommandError(f"{len(summary.rejected)} did not fit; mend them in {rejects} and feed it again.")
