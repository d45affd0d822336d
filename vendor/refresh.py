"""Renew the vendored front-end parts: `./do vendor` (maintainers; needs Node).

Fetches the exact versions in `package.json` into a temporary folder, compiles GOV.UK Frontend's styles with our
typeface and colours (`govuk.scss`), copies what the pages use into `src/saidanddone/ui/static/ui/vendor/` and the
typeface of documents (typst reads no woff2) into `src/saidanddone/ui/fonts/`, and writes `manifest.json`: name,
version, licence and SHA-256 of every file. `tests/ui/test_vendor.py` holds it.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PAGES = ROOT / "src" / "saidanddone" / "ui" / "static" / "ui" / "vendor"
TESTS = ROOT / "tests" / "vendor"
DOCUMENTS = ROOT / "src" / "saidanddone" / "ui" / "fonts"
NOTO = "@expo-google-fonts/noto-sans"
FONT = "@fontsource-variable/atkinson-hyperlegible-next"

# package, file inside it, where it goes
COPIES = [
    ("htmx.org", "dist/htmx.min.js", PAGES / "htmx.min.js"),
    ("htmx.org", "LICENSE", PAGES / "htmx.LICENSE.txt"),
    ("leaflet", "dist/leaflet.js", PAGES / "leaflet.js"),
    ("leaflet", "dist/leaflet.css", PAGES / "leaflet.css"),
    ("leaflet", "LICENSE", PAGES / "leaflet.LICENSE.txt"),
    (FONT, "files/atkinson-hyperlegible-next-latin-wght-normal.woff2", PAGES / "atkinson-latin.woff2"),
    (FONT, "files/atkinson-hyperlegible-next-latin-ext-wght-normal.woff2", PAGES / "atkinson-latin-ext.woff2"),
    (FONT, "LICENSE", PAGES / "atkinson.OFL.txt"),
    (NOTO, "400Regular/NotoSans_400Regular.ttf", DOCUMENTS / "noto-sans-regular.ttf"),
    (NOTO, "700Bold/NotoSans_700Bold.ttf", DOCUMENTS / "noto-sans-bold.ttf"),
    (NOTO, "LICENSE_FONT", DOCUMENTS / "noto-sans.OFL.txt"),
    ("axe-core", "axe.min.js", TESTS / "axe.min.js"),
    ("axe-core", "LICENSE", TESTS / "axe.LICENSE.txt"),
]


def main():
    if not shutil.which("npm"):
        sys.exit("vendor: npm is not installed; only maintainers need it, to renew these files")
    wanted = json.loads((HERE / "package.json").read_text())["dependencies"]
    with tempfile.TemporaryDirectory() as folder:
        modules = fetch(Path(folder))
        for target in (PAGES, DOCUMENTS, TESTS):
            shutil.rmtree(target, ignore_errors=True)
            target.mkdir(parents=True)
        for package, source, target in COPIES:
            text_or_font(modules / package / source, target)
        compile_styles(Path(folder), PAGES / "govuk.css")
        shutil.copy(HERE / "govuk.LICENSE.txt", PAGES)  # the package on npm carries no licence file
        write_manifest(PAGES, wanted, modules)
        write_manifest(DOCUMENTS, wanted, modules)
        write_manifest(TESTS, wanted, modules)


def fetch(folder):
    shutil.copy(HERE / "package.json", folder)
    flags = ["--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run(["npm", "install", *flags], cwd=folder, check=True)
    return folder / "node_modules"


def text_or_font(source, target):
    """Copy; source maps are left out, and so are Leaflet's PNG markers, which we do not use."""
    if source.suffix in (".woff2", ".ttf"):
        shutil.copyfile(source, target)
        return
    text = source.read_text(encoding="utf-8")
    text = re.sub(r"\n?//# sourceMappingURL=.*\n?", "\n", text)
    if target.name == "leaflet.css":
        text = re.sub(r"\n[^\n]*url\((?!#)[^)]*\)[^\n]*", "", text)
    target.write_text(text.replace("\r\n", "\n"), encoding="utf-8")


def compile_styles(folder, target):
    shutil.copy(HERE / "govuk.scss", folder)
    sass = folder / "node_modules" / ".bin" / "sass"
    command = [str(sass), "--style=compressed", "--no-source-map", "--quiet-deps", "--load-path=node_modules"]
    subprocess.run([*command, "govuk.scss", str(target)], cwd=folder, check=True)
    unwanted = re.search(r"GDS Transport|crown|crest|url\(", target.read_text())
    if unwanted:
        sys.exit(f"vendor: the compiled styles name {unwanted[0]!r}, which must not be shipped")


def write_manifest(folder, wanted, modules):
    owner = {target.name: package for package, _, target in COPIES} | dict.fromkeys(
        ["govuk.css", "govuk.LICENSE.txt"], "govuk-frontend"
    )
    parts = {}
    for path in sorted(folder.iterdir()):
        package = owner[path.name]
        about = json.loads((modules / package / "package.json").read_text())
        part = parts.setdefault(
            package,
            {"name": package, "version": wanted[package], "licence": about["license"], "files": {}},
        )
        part["files"][path.name] = hashlib.sha256(path.read_bytes()).hexdigest()
    text = json.dumps([parts[name] for name in sorted(parts)], indent=2)
    (folder / "manifest.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
