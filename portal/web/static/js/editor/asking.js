// One request of the editor's: JSON in, JSON out, with the session's token.

export async function ask(page, url, body, options = {}) {
  const isForm = body instanceof FormData;
  const response = await fetch(url, {
    method: "POST",
    body: isForm ? body : JSON.stringify(body),
    headers: {
      Accept: "application/json",
      "X-CSRFToken": page.token,
      ...(isForm ? {} : { "Content-Type": "application/json" }),
    },
    credentials: "same-origin",
    redirect: "error",
    ...options,
  });
  let answer = {};
  try {
    answer = await response.json();
  } catch {
    // an answer without a body says enough by its status
  }
  return { status: response.status, ok: response.ok, answer };
}

// After signing in again in another tab the session has a new token: this page takes it from its own address.
export async function renewToken(page) {
  const response = await fetch(location.pathname, { credentials: "same-origin" });
  if (!response.ok || response.redirected) return false;
  const found = new DOMParser().parseFromString(await response.text(), "text/html");
  const token = found.querySelector("main [name=csrf_token]")?.value;
  if (!token) return false;
  for (const field of document.querySelectorAll("[name=csrf_token]")) field.value = token;
  page.token = token;
  return true;
}
