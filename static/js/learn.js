// Answers are sent as they are picked. Without a connection they wait on this device and are sent again, with the same
// key, so that the server keeps each once. Without script the form posts the whole screen.
(() => {
  "use strict";
  const form = document.querySelector("form[data-learn]");
  if (!form) return;
  const status = document.querySelector("[data-learn-status]");
  const store = `learn.${form.dataset.learner}`;
  const read = () => JSON.parse(localStorage.getItem(store) || "[]");
  const write = (items) => items.length ? localStorage.setItem(store, JSON.stringify(items)) : localStorage.removeItem(store);
  const token = () => form.elements.csrfmiddlewaretoken.value;
  const say = (name) => { status.textContent = form.dataset[name]; status.hidden = false; };
  // Who was told that answers wait is told when they are sent, whichever of the calls below sent them.
  let waited = read().length > 0;
  const tell = () => {
    const waits = read().length > 0;
    say(waits ? "waiting" : waited ? "sent" : "saved");
    waited = waits;
  };
  const key = () => crypto.randomUUID?.() ??
    "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (one) => (one ^ crypto.getRandomValues(new Uint8Array(1))[0] & 15 >> one / 4).toString(16));

  const post = (address, body) => fetch(address, {
    method: "POST", body: new URLSearchParams(body), credentials: "same-origin",
    headers: { "X-CSRFToken": token(), "Accept": "application/json" },
  });
  // Kept for later: no connection, a server in trouble, or a screen whose turn has not come.
  const later = (answer) => answer.status >= 500 || answer.status === 409 || answer.status === 403 || answer.status === 429 || answer.redirected;

  // One line of sending at a time, also over two tabs; what is sent is taken from the queue as it is then.
  const alone = (work) => navigator.locks ? navigator.locks.request(store, work) : work();
  const flush = () => alone(async () => {
    let sent = false;
    for (const item of read()) {
      try {
        if (later(await post(item.address, item.body))) continue;
      } catch { return false; }
      write(read().filter((one) => one.id !== item.id));
      sent = true;
    }
    return sent;
  });
  const keep = (address, body) => write([...read(), { id: key(), address, body: [...body] }]);

  form.addEventListener("change", async (event) => {
    const group = event.target.closest("[data-question]");
    if (!group) return;
    const picked = [...group.querySelectorAll("input:checked")].map((one) => ["picked", one.value]);
    if (!picked.length) return;
    keep(form.dataset.answer, [["question", group.dataset.question], ["key", key()], ["at", String(Date.now())], ...picked]);
    if (await flush() || read().length) tell();
  });

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const body = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
    await flush();
    try {
      const answer = await post(form.action, body);
      if (answer.ok && !answer.redirected) {
        location.assign((await answer.json()).next);
        return;
      }
      if (answer.status === 422 || answer.redirected) { form.submit(); return; }
      throw new Error(String(answer.status));
    } catch {
      keep(form.action, body);
      tell();
    }
  });

  const again = async () => { if (read().length && await flush()) tell(); };
  window.addEventListener("online", again);
  setInterval(again, 15000);
  again();
})();
