"""Makes the pictures of the README from the logs that ship with the project: python tests/browser/make_pictures.py

Never takes a picture of anybody's own log.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright
from served import BROWSER_OPTIONS, find_browser, read_addresses, serve, write_database

FOLDER = Path(__file__).parent / "pictures"
PICTURES = {"home": 800, "article": 800, "found": 720}  # by the name of a page, and how much of its height is shown
WIDTH = 1280


def main() -> None:
    """Write a PNG a page."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        database = write_database(Path(folder))
        with (
            serve(database) as server,
            playwright.chromium.launch(executable_path=find_browser(), args=BROWSER_OPTIONS) as browser,
        ):
            page = browser.new_page(base_url=server, locale="en-GB", color_scheme="light")
            for name, address in read_addresses(database).items():
                if name in PICTURES:
                    page.set_viewport_size({"width": WIDTH, "height": PICTURES[name]})
                    page.goto(address)
                    page.screenshot(path=FOLDER / f"{name}.png")


if __name__ == "__main__":
    main()
