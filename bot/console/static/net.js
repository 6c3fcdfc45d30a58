// Talking to the house: small JSON posts that never throw. `error` holds what to tell the person.
const page = document.body.dataset;

export const me = () => ({ as: page.person, in: page.place });
export const nonce = () => crypto.randomUUID();

export async function post(path, body) {
  const multipart = body instanceof FormData;
  try {
    const response = await fetch(path, {
      method: "POST",
      headers: multipart ? {} : { "Content-Type": "application/json" },
      body: multipart ? body : JSON.stringify(body),
    });
    if (response.status === 204) return {};
    if (response.status === 413) return { error: "That is more than I can take at once. Paste the part that matters." };
    if (response.status === 403) return { error: "This address no longer fits. Open the one that mlhire printed." };
    return await response.json();
  } catch {
    return { error: "mlhire does not answer. Is it still running?" };
  }
}

export async function html(path) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(response.statusText);
  return response.text();
}

export function say(words) {
  document.getElementById("status").textContent = words;
}
