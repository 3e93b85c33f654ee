// Somebody stands at a room's door and may not come in: the trainer is told at once. The button stays for whoever runs no
// scripts, and where the portal could not be reached.

export default async function knock(form) {
  const body = new URLSearchParams(new FormData(form));
  const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  for (const part of form.querySelectorAll("[data-tell]")) part.hidden = true;
  form.querySelector("[data-told]").hidden = false;
}
