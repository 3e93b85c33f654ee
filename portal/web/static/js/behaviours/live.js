// A part of a page that goes on changing: asks for the page again and puts the part's new content in. The portal says
// 304 while nothing changed; a page that leads elsewhere by now (ended, signed out) is followed there.

const EVERY_MS = 2000;
const AFTER_FAILURE_MS = 6000;

export default function live(part) {
  let version = "";

  async function look() {
    if (document.hidden) return EVERY_MS;
    const answer = await fetch(location.href, { headers: version ? { "If-None-Match": version } : {}, cache: "no-store" });
    if (answer.redirected) {
      location.assign(answer.url);
      return EVERY_MS;
    }
    if (answer.status === 304) return EVERY_MS;
    if (!answer.ok) return AFTER_FAILURE_MS;
    version = answer.headers.get("ETag") ?? "";
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById(part.id);
    if (fresh && fresh.innerHTML !== part.innerHTML) part.replaceChildren(...fresh.childNodes);
    return EVERY_MS;
  }

  async function goOn() {
    const pause = await look().catch(() => AFTER_FAILURE_MS); // no signal: it comes back
    setTimeout(goOn, pause);
  }

  setTimeout(goOn, EVERY_MS);
}
