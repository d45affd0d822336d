"""The files that an app may have; one anatomy for all, and what each app has beside it, with the reason."""

FILES = {
    "__init__",
    "actions",
    "admin",
    "api",
    "apps",
    "forms",
    "insights",
    "models",
    "permissions",
    "queries",
    "tasks",
    "urls",
    "views",
}
FOLDERS = {
    "actions",
    "forms",
    "permissions",
    "management",
    "migrations",
    "models",
    "queries",
    "static",
    "templates",
    "views",
}

CONCEPTS: dict[str, dict[str, str]] = {
    "contributions": {
        "importing": "from the rows of a file to drafts",
        "addresses": "the code that shows whose an email address is",
        "archives": "all that is held about somebody, as one file",
        "speaking": "how far somebody has come in the form",
        "drafts": "what is handed to actions, before it is a row",
        "deadlines": "the clock of an answer, in working days",
        "tallies": "keeps the stored figures true",
        "recording": "what enters the record, and what only as a commitment",
        "publishing": "record and index when something becomes public",
        "tellings": "what contributors are told by email",
        "files": "uploads read by their content, images made anew",
        "handlers": "how moderators hide, show and redact",
        "filters": "what a list may be filtered by",
        "cards": "a contribution as lists show it",
        "feeds": "lists as Atom and JSON Feed",
        "downloads": "lists as CSV",
    },
    "demonstration": {
        "data": "the invented county, as files",
        "content": "reads those files",
        "timeline": "when everything in them happened",
        "loader": "enters them through the apps' actions",
    },
    "messaging": {
        "channels": "how a message leaves",
        "wording": "the words of a message from a text template",
    },
    "moderation": {
        "registry": "what can be moderated, and how it hides and shows itself",
        "tellings": "what an author is told of a decision",
    },
    "people": {
        "roles": "what each role may do",
        "middleware": "says who is asking, and keeps roles behind a second factor",
        "tokens": "secrets that travel in an address",
        "secret_addresses": "keeps those secrets out of caches, referrers and logs",
        "sessions": "what is remembered of someone from page to page",
        "sign_in": "fits allauth to this site",
        "data": "bank holidays",
    },
    "places": {
        "boundaries": "GeoJSON checked and simplified",
        "importing": "from files to facts",
        "profiles": "the words for dimensions and categories",
    },
    "record": {
        "canonical": "the bytes of an entry",
        "tree": "the Merkle tree",
        "tiles": "the tree and the entries as static files",
        "notes": "signed notes and checkpoints",
        "receipts": "the proof of one entry",
        "verify": "the verifier that people download",
        "kinds": "the kinds of entry",
        "keys": "the signing key, and the memory of what was signed",
        "standing": "whether the log may go on",
        "sequencer": "what the worker calls every second",
        "triggers": "append-only, held by the database",
        "templatetags": "check this page",
        "audit": "the check of a whole record with this package's own tree",
        "export": "the record as a folder of files",
        "witnessing": "being a witness of somebody else's record",
    },
    "search": {
        "index": "what other apps call to make their things findable",
        "words": "the one analysis of words, for index and query",
    },
    "ui": {
        "context": "what every page knows about the site",
        "middleware": "client errors as pages",
        "charts": "charts, drawn to SVG in a task",
        "gallery": "what the gallery shows",
        "icons": "the sprite, set into pages",
        "navigation": "the registry of links in header, desk and footer",
        "states": "how each state looks",
        "templatetags": "the components",
    },
}
"""App → module → why it stands beside the anatomy."""

WITHOUT_ANATOMY = {"analysis", "config", "core"}
"""These are no apps with pages: `core` is small modules, `config` wiring, `analysis` pure functions."""
