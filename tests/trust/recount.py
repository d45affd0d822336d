"""Counts every figure of the record on a trust page again, from the exported data alone: Python's own library, no more.

    saidanddone export site FOLDER
    saidanddone record export FOLDER/record
    python recount.py FOLDER trust.json        # the page's own JSON; says where they differ

It shares no code with the site. Three things it takes from the page: the day of counting, the time of which the figures
are, and which groups of few people were kept back, as an export cannot know it. Without the record's folder, how much
of it others have cosigned is not counted. That the signatures hold is for `FOLDER/record/verify.py` to say.
"""

import json
import sys
from collections import Counter, defaultdict
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from statistics import median
from zoneinfo import ZoneInfo

STALE = {"month": 100, "quarter": 290, "year": 830}


class Data:
    """The tables of an export."""

    def __init__(self, folder, zone="Europe/London"):
        self.folder, self.zone = Path(folder), ZoneInfo(zone)

    def __getitem__(self, name):
        lines = (self.folder / "json" / f"{name}.json").read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines]

    def day(self, moment):
        return datetime.fromisoformat(moment).astimezone(self.zone).date()

    @cached_property
    def entries(self):
        """Those of the record in their order, from its bundles; nothing where the record was not exported."""
        record = self.folder / "record"
        if not (record / "checkpoint").exists():
            return None
        size = int((record / "checkpoint").read_text(encoding="utf-8").split("\n")[1])
        found = []
        for index in range(-(-size // 256)):
            width = min(256, size - 256 * index)
            path = record / "tile" / "entries" / _index_path(index)
            content = (path if width == 256 else Path(f"{path}.p") / str(width)).read_bytes()
            found += _split(content)
        return found

    @cached_property
    def cosigned(self):
        """How many entries stand under the newest checkpoint that a witness has signed too."""
        file = self.folder / "record" / "cosigned"
        return int(file.read_text(encoding="utf-8").split("\n")[1]) if file.exists() else 0

    @property
    def parents(self):
        return {row["slug"]: row["parent"] for row in self["places"]}


def way_up(parents, place):
    found = []
    while place:
        found.append(place)
        place = parents[place]
    return found


class Recount:
    """Of one subject: `kind` and `public_id` as the page's JSON says them. Without `since` it is of all the time."""

    def __init__(self, data, kind, public_id, on, since=None, until=None):
        self.data, self.kind, self.on = data, kind, on
        self.since, self.until = since, until or str(on)
        self.parents = data.parents
        tables = {"organisation": "organisations", "service": "services", "place": "places"}
        self.name = None
        if kind != "area":
            rows = {row["public_id"]: row for row in data[tables[kind]]}
            self.name = public_id if kind == "service" else rows[public_id]["slug"]
        self.said = {row["public_id"]: row for row in data["contributions"]}

    def is_then(self, day):
        """Whether a day, or a moment, lies in the time that is counted."""
        if self.since is None:
            return True
        return self.since <= (day if len(day) == 10 else str(self.data.day(day))) <= self.until

    def stood_then(self, row, since):
        """Whether a row stood at the end of that time, by the moments since when, and until when."""
        ended = row["superseded_at"]
        return str(self.data.day(row[since])) <= self.until and not (ended and str(self.data.day(ended)) <= self.until)

    def is_mine(self, row, has_service=True):
        if self.kind == "area":
            return True
        if self.kind == "place":
            return self.name in way_up(self.parents, row["place"])
        if self.kind == "service":
            return has_service and row["service"] == self.name
        return row["organisation"] == self.name

    def is_mine_by_words(self, row):
        """Of an answer or a verdict: the organisation is its own, all else is of what was said."""
        return self.is_mine({"organisation": row["organisation"], **_of(self.said[row["contribution"]])})

    # ability

    def indicators_on_course(self):
        states = Counter(state_of(each, date.fromisoformat(self.until)) for each in self.measures())
        return states["good"], states["good"] + states["bad"]

    def measures(self):
        outcomes = {row["public_id"]: row for row in self.data["outcomes"] if not row["ended_date"]}
        if self.kind == "organisation":
            agreed = [row for row in self.data["owners"] if row["agreed_at"] and not row["until_date"]]
            outcomes = {row["outcome"] for row in agreed if row["organisation"] == self.name} & outcomes.keys()
        else:
            outcomes = {key for key, row in outcomes.items() if self.is_mine(row, has_service=False)}
        figures, lines = defaultdict(list), defaultdict(list)
        for row in self.data["observations"]:
            if not row["place"] and self.stood_then(row, "recorded_at"):
                figures[row["indicator"]].append(row)
        for row in self.data["lines"]:
            if str(self.data.day(row["set_at"])) <= self.until:
                lines[row["indicator"]].append(row)
        mine = [row for row in self.data["indicators"] if row["outcome"] in outcomes]
        found = []
        for row in mine:
            own = lines[row["public_id"]]
            stood = [line for line in own if self.stood_then(line, "set_at")]
            found.append(row | {"figures": figures[row["public_id"]], "lines": stood, "set": own})
        return found

    def did_it_work(self):
        promised = {row["public_id"]: row for row in self.data["commitments"]}
        said = [row for row in self.data["follow-ups"] if self.is_then(row["answered_at"])]
        values = [row["value"] for row in said if self.is_mine(promised[row["commitment"]])]
        return values.count("yes"), sum(value in ("yes", "partly", "no") for value in values)

    # understanding

    def understood(self):
        answers = {row["public_id"]: row for row in self.data["answers"]}
        given = [row for row in self.data["verdicts"] if self.is_then(row["given_at"])]
        values = [row["value"] for row in given if self.is_mine_by_words(answers[row["answer"]])]
        return values.count("yes"), sum(value in ("yes", "partly", "no") for value in values)

    def findings_confirmed(self):
        findings = {row["public_id"]: row for row in self.data["findings"] if row["state"] == "published"}
        cited = {(row["finding"], row["contribution"]) for row in self.data["evidence"]}
        checks = defaultdict(list)
        for row in self.data["finding-checks"]:
            finding = findings.get(row["finding"]) if self.is_then(row["given_at"]) else None
            if finding and (row["finding"], row["contribution"]) in cited and self.is_mine(finding, has_service=False):
                checks[row["finding"]].append(row["value"] == "yes")
        return sum(2 * sum(each) > len(each) for each in checks.values()), len(checks)

    # fairness and consistency: parts

    def parts(self):
        """The places next below, each with what was said there and how it was answered."""
        tops = [slug for slug, parent in self.parents.items() if not parent]
        above = self.name if self.kind == "place" else tops[0] if len(tops) == 1 else None
        names = {row["slug"]: row["name"] for row in self.data["places"]}
        found = {slug: Counter(days=[]) for slug, parent in self.parents.items() if parent == above}
        for place, counted in self.answering():
            for slug in way_up(self.parents, place):
                if slug in found:
                    add(found[slug], counted)
        return {names[slug]: counted | {"people": self.people(slug)} for slug, counted in found.items()}

    def by_channel(self):
        found = defaultdict(lambda: Counter(days=[]))
        for said, counted in self.asked():
            add(found[said["channel"]], counted)
        return found

    def answering(self):
        return [(said["place"], counted) for said, counted in self.asked()]

    def asked(self):
        """What was said with how it was answered: whoever answered first stands for all, or the organisation alone."""
        addressees = defaultdict(list)
        for row in self.data["addressees"]:
            if self.kind != "organisation" or row["organisation"] == self.name:
                addressees[row["contribution"]].append(row)
        for said in self.said.values():
            if not self.is_then(said["published_at"]):
                continue
            asked = addressees[said["public_id"]]
            if self.kind == "organisation" and not asked:
                continue
            if self.kind in ("place", "service") and not self.is_mine(said):
                continue
            yield said, self.answered(asked)

    def answered(self, asked):
        days = [
            max(0, (self.data.day(row["first_answered_at"]) - self.data.day(row["asked_at"])).days)
            for row in asked
            if row["first_answered_at"]
        ]
        promised = [row for row in asked if row["promise_days"] is not None]
        counted = {"said": 1, "promised": bool(promised), "in_time": any(row["answered_in_time"] for row in promised)}
        return counted | ({"days": min(days)} if days else {})

    def people(self, slug):
        rows = [row for row in self.data["profiles"] if row["place"] == slug and row["dimension"] == "population"]
        if not rows:
            return None
        newest = max(row["year"] for row in rows)
        first = min(row["source"] for row in rows if row["year"] == newest)
        return sum(row["count"] for row in rows if (row["year"], row["source"]) == (newest, first))

    def answered_in_time(self):
        total = Counter(days=[])
        for _place, counted in self.answering():
            add(total, counted)
        return total["in_time"], total["promised"]

    # openness

    def decisions(self):
        rows = [row for row in self.data["decisions"] if row["state"] != "withdrawn"]
        return [row for row in rows if self.is_mine(row, has_service=False)]

    def decided_in_the_open(self):
        days, uses = defaultdict(list), defaultdict(list)
        for row in sorted(self.data["decision-dates"], key=lambda each: each["promised_at"]):
            if row["state"] == "decided":
                days[row["decision"]].append(row)
        for row in self.data["uses"]:
            uses[row["decision"]].append(row["value"])
        judged = []
        for row in self.decisions():
            promised = days[row["public_id"]]
            if not promised:
                continue
            first = promised[0]["due_date"]
            met = None
            if row["decided_at"]:
                met = min((each["met_date"] for each in promised if each["met_date"]), default=row["decided_date"])
            if not self.is_then(min(first, met or first)):
                continue
            if row["decided_at"]:
                judged.append(bool(row["reasons"]) and all(uses[row["public_id"]]) and met <= first)
            elif date.fromisoformat(first) < self.on:
                judged.append(False)
        return sum(judged), len(judged)

    def without_listening(self):
        taken = [row for row in self.decisions() if row["decided_at"] and self.is_then(row["decided_at"])]
        return sum(bool(row["without_listening_because"]) for row in taken), len(taken)

    def refusals_with_reasons(self):
        rows = [row for row in self.data["answers"] if row["kind"] in ("cannot_do", "already_decided")]
        mine = [row for row in rows if self.is_mine_by_words(row) and self.is_then(row["answered_at"])]
        return sum(bool(row["reason"]) for row in mine), len(mine)

    def could_be_shaped(self):
        shaped = {row["decision"] for row in self.data["bounds"] if row["kind"] == "open"}
        mine = [row for row in self.decisions() if self.is_then(row["announced_at"])]
        return sum(row["public_id"] in shaped for row in mine), len(mine)

    # integrity

    def setbacks(self):
        return [row for row in self.data["setbacks"] if self.is_mine(row) and self.is_then(row["said_at"])]

    def setbacks_in_time(self):
        return sum(row["is_in_time"] for row in self.setbacks()), len(self.setbacks())

    def setback_days(self):
        days = [
            max(0, (self.data.day(row["said_at"]) - date.fromisoformat(row["known_date"])).days)
            for row in self.setbacks()
        ]
        return median(days) if days else None

    def targets_reset(self):
        aimed = [[line for line in row["set"] if line["kind"] == "target"] for row in self.measures()]
        aimed = [lines for lines in aimed if lines]
        changed = [[line["superseded_at"] for line in lines if line["superseded_at"]] for lines in aimed]
        return sum(any(map(self.is_then, moments)) for moments in changed), len(aimed)

    def record_verified(self):
        entries, signed = self.data.entries, self.data.cosigned
        made = [number for number, entry in enumerate(entries) if self.is_then(entry["at"])]
        return sum(number < signed for number in made), len(made)

    # consistency

    def kept_on_time(self):
        kept = ended = 0
        for row in self.data["commitments"]:
            if not self.is_mine(row) or not row["first_due_date"] or row["replaced_by"]:
                continue
            ended_date = row["dropped_date"] or row["kept_date"] or row["first_due_date"]
            if not self.is_then(min(ended_date, row["first_due_date"])):
                continue
            is_late = not row["kept_date"] and not row["dropped_date"] and row["start_date"] <= str(self.on)
            if row["kept_date"] or row["dropped_date"] or (is_late and row["due_date"] < str(self.on)):
                ended += 1
                kept += bool(row["kept_date"] and not row["dropped_date"] and row["kept_date"] <= row["first_due_date"])
        return kept, ended


SHARES = (
    *("indicators_on_course", "did_it_work", "understood", "findings_confirmed", "decided_in_the_open"),
    *("without_listening", "refusals_with_reasons", "could_be_shaped", "setbacks_in_time", "targets_reset"),
    *("kept_on_time", "answered_in_time", "record_verified"),
)
SPREADS = ("heard_as_they_live", "days_between_places", "days_between_ways", "variation_between_places")
COUNTED = {*SHARES, *SPREADS, "setback_days"}
"""Every figure that a page can show: one that is not here has nobody who counts it again."""


def _index_path(index):
    digits = f"{index:03d}"
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    steps = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    return "/".join([*(f"x{step}" for step in steps[:-1]), steps[-1]])


def _split(bundle):
    """Each entry stands behind its length in two bytes."""
    found, place = [], 0
    while place < len(bundle):
        start = place + 2
        place = start + int.from_bytes(bundle[place:start], "big")
        found.append(json.loads(bundle[start:place]))
    return found


def _of(said):
    return {"place": said["place"], "service": said["service"]}


def add(total, counted):
    for name in ("said", "promised", "in_time"):
        total[name] += counted[name]
    if "days" in counted:
        total["days"].append(counted["days"])


def state_of(measure, on):
    """By the rule of the straight line; `good`, `bad`, or nothing where it cannot tell."""
    lines = {line["kind"]: line for line in measure["lines"]}
    rows = sorted((row for row in measure["figures"] if row["end_date"] <= str(on)), key=lambda row: row["end_date"])
    if {"baseline", "target"} - lines.keys() or not rows or rows[-1]["value"] is None:
        return ""
    newest, day = rows[-1], date.fromisoformat(rows[-1]["end_date"])
    start, end = (date.fromisoformat(lines[kind]["date"]) for kind in ("baseline", "target"))
    if (on - day).days > STALE[measure["frequency"]] or day <= start:
        return ""
    sign = 1 if measure["better"] == "higher" else -1
    ends = [newest["value"] if newest[name] is None else newest[name] for name in ("lower", "upper")]
    least, most = sorted(sign * each for each in ends)
    first, last = (sign * lines[kind]["value"] for kind in ("baseline", "target"))
    way = min((day - start).days / (end - start).days, 1)
    line = first + (last - first) * way
    if (least >= last and (last > first or day >= end)) or least >= line:
        return "good"
    if most > line:
        return ""
    return "bad" if least > first or most < first else ""


def differences(data, page):
    """What the page says otherwise than the recount, figure by figure."""
    on = date.fromisoformat(page["counted_on"])
    figures = {each["key"]: each for row in page["determinants"] for each in row["record"]}
    for key in figures.keys() - COUNTED:
        yield f"{key}: nobody counts it again"
    of_time = lambda since, until: Recount(data, page["kind"], page["public_id"], on, since, until)  # noqa: E731
    yield from _differences(figures, of_time(page["period"]["since"], page["period"]["until"]))
    earlier = {key: each["earlier"] for key, each in figures.items() if each["earlier"]}
    for since, until in {(each["since"], each["until"]) for each in earlier.values()}:
        said = _differences(earlier, of_time(since, until))
        yield from (f"the year before: {each}" for each in said)


def _differences(figures, found):
    for key in SHARES:
        if key in figures and (key != "record_verified" or found.data.entries is not None):
            numerator, of = getattr(found, key)()
            said = (figures[key]["numerator"] or 0, figures[key]["of"] or 0)
            if said != (numerator, of):
                yield f"{key}: the page says {said}, the data say {(numerator, of)}"
    if "setback_days" in figures and figures["setback_days"]["value"] != found.setback_days():
        yield f"setback_days: the page says {figures['setback_days']['value']}, the data say {found.setback_days()}"
    yield from _compared(figures, found)


def _compared(figures, found):
    parts = found.parts()
    known = {name: part for name, part in parts.items() if part["people"]}
    if "heard_as_they_live" in figures:
        yield from _shares_of_people(figures["heard_as_they_live"], known)
    if "days_between_places" in figures:
        days = {name: median(each["days"]) for name, each in parts.items() if each["days"]}
        yield from _spread(figures["days_between_places"], days)
    if "variation_between_places" in figures:
        in_time = {name: each["in_time"] / each["promised"] for name, each in parts.items() if each["promised"]}
        yield from _spread(figures["variation_between_places"], in_time)
    if "days_between_ways" in figures:
        labels = {
            "web": "On this site",
            "paper": "On paper",
            "conversation": "In a conversation",
            "import": "From a file",
        }
        labels |= {"room": "In a room", "survey": "In a survey"}
        days = {labels[name]: median(each["days"]) for name, each in found.by_channel().items() if each["days"]}
        yield from _spread(figures["days_between_ways"], days)


def _shares_of_people(figure, parts):
    shown = {each["name"]: each for each in figure["parts"] if each["value"] is not None}
    said, people = (sum(parts[name][what] for name in shown) for what in ("said", "people"))
    for name, each in shown.items():
        if not _near(each["value"], parts[name]["said"] / said) or not _near(
            each["people_share"], parts[name]["people"] / people
        ):
            yield f"{figure['key']}: {name} differs"
    if figure["value"] is not None:
        apart = sum(abs(parts[name]["said"] / said - parts[name]["people"] / people) for name in shown) / 2
        if not _near(figure["value"], 1 - apart):
            yield f"{figure['key']}: the page says {figure['value']}, the data say {1 - apart}"


def _spread(figure, values):
    shown = {each["name"]: each["value"] for each in figure["parts"] if each["value"] is not None}
    for name, value in shown.items():
        if not _near(value, values[name]):
            yield f"{figure['key']}: {name} is {value} on the page, {values[name]} in the data"
    if len(shown) > 1:
        apart = max(values[name] for name in shown) - min(values[name] for name in shown)
        if not _near(figure["value"], apart):
            yield f"{figure['key']}: the page says {figure['value']}, the data say {apart}"
    hidden = {each["name"] for each in figure["parts"] if each["value"] is None}
    if set(values) != set(shown) | hidden:
        yield f"{figure['key']}: the page knows {sorted(set(shown) | hidden)}, the data {sorted(values)}"


def _near(one, other):
    return one is not None and abs(one - other) < 1e-9


def main(folder, page):
    found = list(differences(Data(folder), json.loads(Path(page).read_text(encoding="utf-8"))))
    print("\n".join(found) or "Every figure agrees.")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
