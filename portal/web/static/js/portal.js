// Finds what a page asks for by data-behaviour="name other-name" and starts that module on it.
// Pages are whole without any of this.

async function start(element) {
  for (const name of element.dataset.behaviour.split(" ").filter(Boolean)) {
    const behaviour = await import(`./behaviours/${name}.js`);
    behaviour.default(element);
  }
}

if (document.body.dataset.reader) {
  navigator.serviceWorker?.register(new URL("../../../sw.js", import.meta.url)).catch(() => {}); // private mode
}

for (const element of document.querySelectorAll("[data-behaviour]")) {
  start(element).catch((problem) => console.error(problem));
}
