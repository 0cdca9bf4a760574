"""A pack to be told from: one page at a time on the whole screen, turned with the arrow keys."""

from __future__ import annotations

import base64
import hashlib

from measures.export.document import document
from measures.export.story import Pack

STYLE = """
html, body { height: 100%; max-width: none; overflow: hidden; font-size: clamp(16px, 1.55vw, 30px); }
body { display: grid; grid-template-rows: 1fr auto; padding: 0; }
main { overflow: hidden; }
body > footer, body > nav[aria-label=Contents] { display: none; }
section { box-sizing: border-box; height: 100%; min-height: 0; overflow: auto; padding: 4vh 6vw 2vh; border: 0; outline: none; }
section[hidden] { display: none; }
h1, h2 { font-size: 1.9em; max-width: 40ch; } h1 ~ h2, h3 { font-size: 1em; }
section li { margin: .4em 0; max-width: 60ch; }
figure { display: inline-block; margin: .5rem 0; vertical-align: top; }
figure svg { height: auto; width: 86vw; max-height: 60vh; }
figure:has(figcaption) { width: 42vw; } figure:has(figcaption) svg { width: 100%; } figcaption { font-size: .8em; min-height: 3em; }
section:has(li) figure svg { max-height: 42vh; }
table { font-size: .8em; } details > summary { cursor: pointer; color: #50595F; font-size: .8em; margin: .5em 0; }
aside { display: none; border-left: .3em solid #12436D; padding: .2em 1em; margin-top: 1em; } .noted aside { display: block; }
#turn { display: flex; gap: 1em; align-items: center; justify-content: flex-end; padding: .4em 6vw; font-size: 16px; color: #50595F; }
#turn button { font: inherit; color: inherit; background: none; border: 1px solid #8A9094;
  border-radius: .4em; padding: .3em .9em; cursor: pointer; }
#turn button:focus-visible { outline: 3px solid #12436D; } #turn p { margin: 0 auto 0 0; }
#turn output { white-space: nowrap; }
@media (max-width: 700px) { section { padding: 4rem 5vw 2vh; } #whole { display: none; }
  figure, figure svg { width: 100%; height: auto !important; max-width: 100% !important; }
  #turn { padding: .4em 5vw; } #turn p { display: none; } }
"""
# Turns the pages: which one is shown is in nobody's address, so that a page is turned at once, wherever the app is.
SCRIPT = """
const pages = [...document.querySelectorAll("section")], where = document.querySelector("#turn output");
let at = 0;
function show(to) {
  at = Math.min(Math.max(to, 0), pages.length - 1);
  pages.forEach((page, nth) => { page.hidden = nth !== at; page.tabIndex = -1; });
  where.textContent = `${at + 1} of ${pages.length}`;
  pages[at].scrollTop = 0;
  pages[at].focus({ preventScroll: true });
}
const whole = () => document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
const keys = {
  ArrowRight: () => show(at + 1), PageDown: () => show(at + 1), ArrowLeft: () => show(at - 1), PageUp: () => show(at - 1),
  Home: () => show(0), End: () => show(pages.length - 1), n: () => document.body.classList.toggle("noted"), f: whole,
};
addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
  event.preventDefault();
  keys[event.key]();
});
const press = { back: () => show(at - 1), on: () => show(at + 1), notes: keys.n, whole };
for (const [name, does] of Object.entries(press)) document.getElementById(name).addEventListener("click", does);
show(0);
window.focus();
"""
TURN = """<div id="turn"><p>Arrow keys turn the page, n shows the notes, f fills the screen</p><button id="notes">Notes</button>
<button id="whole">Full screen</button><button id="back" aria-label="The page before">←</button><output aria-live="polite"></output>
<button id="on" aria-label="The next page">→</button></div>"""


def presented(pack: Pack) -> str:
    """The page of HTML: nothing is fetched for it, and nothing runs but what turns its pages."""
    hashed = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
    policy = f"default-src 'none'; script-src 'sha256-{hashed}'; style-src 'unsafe-inline'"
    return document(pack, folded=True, policy=policy, style=STYLE, end=f"{TURN}<script>{SCRIPT}</script>")
