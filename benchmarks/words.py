"""Words that people might say, in both languages, so that indexes and pages meet text of a real length and spread."""

import random
from collections.abc import Mapping

ENGLISH: Mapping[str, tuple[str, ...]] = {
    "start": (
        "We have waited three weeks about {topic} in {place}.",
        "In {place} the {topic} are getting worse every month.",
        "Please could someone look at {topic} near the old chapel in {place}.",
        "Thank you to whoever sorted out {topic} in {place} so quickly.",
        "Nobody told us that {topic} would change in {place}.",
    ),
    "middle": (
        "My mother is eighty and cannot walk that far.",
        "The children pass there on the way to school every morning.",
        "I rang four times and was passed from one desk to another.",
        "A neighbour had the same trouble last winter and gave up.",
        "It was promised for the spring and nothing has been seen since.",
        "The letter came after the day it was about.",
        "The people at the front desk were kind and did what they could.",
    ),
    "end": (
        "What would it take to put it right?",
        "Could we be told when it will be done?",
        "A small change to the hours would help many of us.",
        "If volunteers are needed, ask us.",
        "We would rather hear no than hear nothing.",
    ),
}
WELSH: Mapping[str, tuple[str, ...]] = {
    "start": (
        "Rydym wedi aros tair wythnos am {topic} yn {place}.",
        "Mae {topic} yn gwaethygu bob mis yn {place}.",
        "Diolch i bwy bynnag a drefnodd {topic} yn {place} mor gyflym.",
    ),
    "middle": (
        "Mae fy mam yn wyth deg oed ac ni all gerdded mor bell.",
        "Mae'r plant yn mynd heibio bob bore ar y ffordd i'r ysgol.",
        "Ffoniais bedair gwaith heb gael ateb.",
        "Cafodd cymydog yr un drafferth y gaeaf diwethaf.",
    ),
    "end": (
        "Beth fyddai ei angen i'w gywiro?",
        "A gawn ni wybod pryd y bydd yn cael ei wneud?",
        "Byddai newid bach i'r oriau yn helpu llawer ohonom.",
    ),
}
RARE = ("Trawsfynydd", "culvert", "defibrillator", "cockles", "Pumlumon", "tramway", "gwenoliaid", "lichen")


def sentence(rng: random.Random, words: Mapping[str, tuple[str, ...]], topic: str, place: str) -> str:
    """One of the kinds of sentence; one in two hundred carries a rare word."""
    part = rng.choice(tuple(words))
    said = rng.choice(words[part]).format(topic=topic.lower(), place=place)
    return f"{said} {rng.choice(RARE)}." if rng.random() < 0.005 else said
