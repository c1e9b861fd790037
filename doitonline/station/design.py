"""Takes from the design systems' npm packages what our pages use, and makes it ours.

Only compiled files are taken. A police force is not GOV.UK: the GDS Transport typeface, the crown
and the crests are licensed for gov.uk alone and stay behind, and where the style sheets name the
typeface they name a custom property instead, `--app-font-family`, that a force may set.
"""

import re
import shutil
from pathlib import Path

from doitonline.config.surroundings import ROOT

PACKAGES = {
    "govuk": ("govuk-frontend/dist/govuk", "govuk-frontend"),
    "moj": ("@ministryofjustice/frontend/moj", "moj-frontend"),
}
LEFT_BEHIND = re.compile("crest|crown|^govuk-|^favicon|^moj-")
FONT = "var(--app-font-family,arial,sans-serif)"


class NotInstalled(Exception):
    """The npm packages are not there: `npm ci` has not run."""


def take(modules: Path = ROOT / "node_modules", into: Path = ROOT / "var/design") -> None:
    """Copy what is used from the packages in `modules` to `into`, as `govuk/…` and `moj/…`."""
    fresh = into.with_name(f"{into.name}.fresh")
    shutil.rmtree(fresh, ignore_errors=True)
    for name, (package, file) in PACKAGES.items():
        source = modules / package
        if not source.is_dir():
            raise NotInstalled(f"{source} is missing: run `npm ci`, or `make run`.")
        target = fresh / name
        (target / "assets/images").mkdir(parents=True)
        style = (source / f"{file}.min.css").read_text(encoding="utf-8")
        (target / f"{file}.min.css").write_text(without_its_font(style), encoding="utf-8")
        script = (source / f"{file}.min.js").read_text(encoding="utf-8")
        (target / f"{file}.min.js").write_text(without_its_map(script), encoding="utf-8")
        for image in sorted((source / "assets/images").iterdir()):
            if not LEFT_BEHIND.search(image.name):
                shutil.copyfile(image, target / "assets/images" / image.name)
    shutil.rmtree(into, ignore_errors=True)
    fresh.rename(into)


def without_its_font(style: str) -> str:
    """The style sheet without the licensed typeface, its pictures beside it, the crest nowhere."""
    style = re.sub(r"@font-face\s*\{[^}]*\}", "", style)
    style = re.sub(r"GDS Transport\s*,\s*arial\s*,\s*sans-serif", FONT, style)
    style = re.sub(r"url\(/assets/images/govuk-crest\.svg\)", "none", style)
    style = style.replace("url(/assets/", "url(assets/")
    return without_its_map(style)


def without_its_map(text: str) -> str:
    """The text without the name of its source map, which is not collected."""
    return re.sub(r"(/\*|//)# sourceMappingURL=\S+( \*/)?\s*$", "", text)
