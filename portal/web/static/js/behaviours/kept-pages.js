// Lists the pages that this phone keeps, by their titles.

async function line(request, copy) {
  const page = new DOMParser().parseFromString(await copy.text(), "text/html");
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = request.url;
  link.textContent = page.querySelector("h1")?.textContent ?? request.url;
  item.append(link);
  return item;
}

export default async function keptPages(section) {
  const pages = await caches.open("pages");
  const requests = (await pages.keys()).reverse(); // what was read last comes first
  const lines = await Promise.all(requests.map(async (request) => line(request, await pages.match(request))));
  section.querySelector("ul").replaceChildren(...lines);
  section.hidden = !lines.length;
}
