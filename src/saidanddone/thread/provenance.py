"""A story as W3C PROV-JSON: what was made of what, by whom.

Things are entities, the making of a decision is an activity, organisations are agents. A contributor is an agent only
under the name that they chose, one for each contribution, so that nothing ties what the same person said together.

References: https://www.w3.org/TR/prov-dm/, https://www.w3.org/submissions/prov-json/
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from django.conf import settings

from saidanddone.contributions.models import Contribution
from saidanddone.core.refs import Ref, url_of, urls_of
from saidanddone.decisions.credits import CREDIT, CREDIT_OF
from saidanddone.decisions.models import Decision, Evidence, Finding, Use, Writer
from saidanddone.decisions.models.references import SourceKind
from saidanddone.people.models import Organisation
from saidanddone.thread.story import when, words_of
from saidanddone.thread.web import Key, Thing, Web

MOST_VOICES = 2000
MOST_SOURCES = 500


def document(
    web: Web,
    voices: Iterable[Contribution],
    voice_links: Iterable[tuple[Key, str]],
    sources: Iterable[Evidence | Use] = (),
) -> dict[str, Any]:
    """`voice_links` are pairs of what rests on a contribution and that contribution's public id."""
    said: dict[str, Any] = {
        "prefix": {
            "sd": f"{settings.SITE_URL}/thread/",
            "prov": "http://www.w3.org/ns/prov#",
            "credit": CREDIT,
        },
        "entity": {},
        "activity": {},
        "agent": {},
        "wasDerivedFrom": {},
        "wasGeneratedBy": {},
        "wasAttributedTo": {},
    }
    things: list[Thing] = [*voices, *web.things.values()]
    for thing in things:
        said["entity"][name_of(thing)] = _entity(thing)
        _attribute(said, thing)
    for tie in web.ties.values():
        _derive(said, name_of(web.things[tie.target]), name_of(web.things[tie.source]), tie.use, tie.because)
    for key, public_id in voice_links:
        _derive(said, name_of(web.things[key]), f"sd:contribution/{public_id}")
    _add_sources(said, web, list(sources))
    for decision in web.of(Decision):
        _decide(said, decision)
    _credit_writers(said, web.of(Finding))
    return {section: entries for section, entries in said.items() if entries}


def name_of(thing: Thing) -> str:
    return f"sd:{thing.ref.kind}/{thing.ref.public_id}"


def _entity(thing: Thing) -> dict[str, Any]:
    words = words_of(thing)
    facts = {
        "prov:type": {"$": f"sd:{thing.ref.kind}", "type": "prov:QUALIFIED_NAME"},
        "prov:label": {"$": words.text, "lang": words.language},
        "sd:page": f"{settings.SITE_URL}{url_of(thing.ref)}",
        "sd:when": _moment(when(thing)),
    }
    return {name: value for name, value in facts.items() if value}


def _add_sources(said: dict[str, Any], web: Web, sources: list[Evidence | Use]) -> None:
    """What is neither a contribution nor a finding: its kind, its day, and where it can be read."""
    urls = urls_of(Ref(each.ref_kind, each.ref_id) for each in sources)
    for each in sources:
        ref = Ref(each.ref_kind, each.ref_id)
        own = urls.get(ref, "")
        facts = {
            "prov:type": {"$": f"sd:{each.kind or SourceKind.OTHER}", "type": "prov:QUALIFIED_NAME"},
            "prov:label": each.words,
            "sd:page": f"{settings.SITE_URL}{own}" if own else each.address,
            "sd:when": _moment(each.source_date),
        }
        name = f"sd:{ref.kind}/{ref.public_id}"
        said["entity"][name] = {key: value for key, value in facts.items() if value}
        if isinstance(each, Evidence):
            _derive(said, name_of(web.things["finding", each.finding_id]), name)
        else:
            decision = web.things["decision", each.decision_id]
            is_taken = isinstance(decision, Decision) and decision.is_taken
            _derive(said, name_of(decision), name, *((each.value, each.because) if is_taken else ()))


def _moment(value: date | datetime | None) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds")
    return value.isoformat() if value else ""


def _derive(said: dict[str, Any], what: str, source: str, use: str = "", because: str = "") -> None:
    facts = {"prov:generatedEntity": what, "prov:usedEntity": source, "sd:use": use, "sd:because": because}
    number = len(said["wasDerivedFrom"]) + 1
    said["wasDerivedFrom"][f"_:derived{number}"] = {name: value for name, value in facts.items() if value}


def _attribute(said: dict[str, Any], thing: Thing) -> None:
    if isinstance(thing, Contribution):
        if thing.credit_name:
            agent = f"sd:credit/{thing.public_id}"
            said["agent"][agent] = {"prov:label": thing.credit_name, "sd:credit": thing.credit}
            _tie_agent(said, name_of(thing), agent)
        return
    organisation = getattr(thing, "organisation", None)
    if isinstance(organisation, Organisation):
        _tie_agent(said, name_of(thing), _organisation(said, organisation))


def _organisation(said: dict[str, Any], organisation: Organisation) -> str:
    agent = f"sd:organisation/{organisation.slug}"
    kind = {"$": "prov:Organization", "type": "prov:QUALIFIED_NAME"}
    said["agent"][agent] = {"prov:type": kind, "prov:label": organisation.name}
    return agent


def _tie_agent(said: dict[str, Any], entity: str, agent: str, role: str = "") -> None:
    number = len(said["wasAttributedTo"]) + 1
    facts = {"prov:entity": entity, "prov:agent": agent, "prov:role": role}
    said["wasAttributedTo"][f"_:attributed{number}"] = {name: value for name, value in facts.items() if value}


def _decide(said: dict[str, Any], decision: Decision) -> None:
    activity = f"sd:deciding/{decision.public_id}"
    facts = {"prov:startTime": _moment(decision.announced_at), "prov:endTime": _moment(decision.decided_at)}
    said["activity"][activity] = {name: value for name, value in facts.items() if value}
    generated = {"prov:entity": name_of(decision), "prov:activity": activity}
    said["wasGeneratedBy"][f"_:generated{len(said['wasGeneratedBy']) + 1}"] = generated


def _credit_writers(said: dict[str, Any], findings: list[Finding]) -> None:
    """Those who wrote a finding, as they chose to be named, in their role of CRediT."""
    names = {finding.pk: name_of(finding) for finding in findings}
    for writer in Writer.objects.filter(finding__in=findings).order_by("finding", "pk"):
        agent = f"sd:writer/{writer.pk}"
        said["agent"][agent] = {"prov:label": writer.name}
        _tie_agent(said, names[writer.finding_id], agent, f"credit:{CREDIT_OF[writer.role]}")
