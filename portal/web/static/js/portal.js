// Finds what a page asks for by data-behaviour="name other-name" and starts that module on it.
// Pages are whole without any of this.

async function start(element) {
  for (const name of element.dataset.behaviour.split(" ").filter(Boolean)) {
    const behaviour = await import(`./behaviours/${name}.js`);
    behaviour.default(element);
  }
}

for (const element of document.querySelectorAll("[data-behaviour]")) {
  start(element).catch((problem) => console.error(problem));
}
