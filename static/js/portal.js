// What the pages gain when scripts run. Nothing here is needed to use a page.
(() => {
  "use strict";
  const doc = document, body = doc.body, root = doc.documentElement;
  const all = (selector, within = doc) => [...within.querySelectorAll(selector)];
  const cookie = (name) => (doc.cookie.split("; ").find((one) => one.startsWith(name + "=")) || "").slice(name.length + 1);

  // --- Larger letters and high contrast: kept in a cookie, so that the server draws the next page right.
  const views = () => decodeURIComponent(cookie("view")).split(" ").filter(Boolean);
  const showViews = () => {
    const on = views();
    root.classList.toggle("p-large", on.includes("large"));
    if (on.includes("contrast")) root.dataset.krdsMode = "high-contrast"; else delete root.dataset.krdsMode;
    all("[data-view-toggle]").forEach((button) => button.setAttribute("aria-pressed", on.includes(button.dataset.viewToggle)));
  };
  all("[data-view]").forEach((item) => { item.hidden = false; });
  doc.addEventListener("click", (event) => {
    const button = event.target.closest("[data-view-toggle]");
    if (!button) return;
    const name = button.dataset.viewToggle, on = views();
    const next = on.includes(name) ? on.filter((one) => one !== name) : [...on, name];
    doc.cookie = `view=${encodeURIComponent(next.join(" "))};path=/;max-age=31536000;samesite=lax`;
    showViews();
    aloud();
  });
  showViews();

  // --- Reading aloud: the browser's own voice, only where it was switched on.
  const voice = window.speechSynthesis, words = doc.querySelector("[data-aloud]");
  const aloud = () => {
    const old = doc.querySelector(".p-aloud"), on = views().includes("aloud");
    if (old && !on) { voice.cancel(); old.remove(); }
    if (old || !on || !voice || !words) return;
    const button = doc.createElement("button");
    button.type = "button";
    button.className = "krds-btn primary medium p-aloud";
    const rest = () => { button.textContent = words.dataset.aloud; };
    rest();
    button.addEventListener("click", () => {
      if (voice.speaking) { voice.cancel(); rest(); return; }
      const text = new SpeechSynthesisUtterance(doc.getElementById("main").innerText);
      text.lang = root.lang === "en" ? "en-GB" : "ko-KR";
      text.rate = 0.9;
      text.onend = rest;
      voice.speak(text);
      button.textContent = words.dataset.aloudStop;
    });
    body.append(button);
  };
  addEventListener("pagehide", () => voice?.cancel());
  aloud();

  // --- Menus that scroll sideways on a phone begin where one is.
  all(".p-top nav [aria-current], .p-tabs [aria-current], .p-strip [aria-current]").forEach((here) => {
    const menu = here.parentElement;
    menu.scrollLeft = here.offsetLeft - menu.offsetLeft - (menu.clientWidth - here.offsetWidth) / 2;
  });

  // --- Focus: the error box of a refused form, or what a swap put in place of what the person was doing.
  const focusMarked = (within) => {
    const box = within.matches?.("[data-focus]") ? within : within.querySelector("[data-focus]");
    if (!box) return;
    if (!box.hasAttribute("tabindex")) box.tabIndex = -1;
    box.focus();
  };
  focusMarked(doc);
  doc.addEventListener("htmx:afterSettle", (event) => focusMarked(event.detail.elt));

  // --- htmx: the CSRF token for buttons outside a form, and aria-busy while waiting.
  doc.addEventListener("htmx:configRequest", (event) => { event.detail.headers["X-CSRFToken"] = cookie("csrftoken"); });
  doc.addEventListener("htmx:beforeRequest", (event) => event.detail.target?.setAttribute?.("aria-busy", "true"));
  doc.addEventListener("htmx:afterRequest", (event) => event.detail.target?.removeAttribute?.("aria-busy"));

  // --- Suggestions under a search field: a list box that the arrow keys walk through while the field keeps the focus.
  let suggestTimer, suggestAsked;
  const suggestBox = (field) => field.parentElement.querySelector("[data-suggestions]");
  const suggestShow = (field, html) => {
    const box = suggestBox(field);
    box.innerHTML = html;
    box.hidden = !box.firstElementChild;
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-expanded", String(!box.hidden));
    field.removeAttribute("aria-activedescendant");
    if (box.hidden) field.removeAttribute("aria-controls"); else field.setAttribute("aria-controls", "suggestions");
  };
  const suggestHide = (field) => { clearTimeout(suggestTimer); suggestAsked?.abort(); suggestShow(field, ""); };
  const suggestAsk = async (field) => {
    suggestAsked?.abort();
    suggestAsked = new AbortController();
    try {
      const answer = await fetch(`${field.dataset.suggest}?q=${encodeURIComponent(field.value)}`, { signal: suggestAsked.signal });
      if (answer.ok && doc.activeElement === field) suggestShow(field, await answer.text());
    } catch (error) { if (error.name !== "AbortError") suggestShow(field, ""); }
  };
  const suggestMove = (field, step) => {
    const options = all("[role=option]", suggestBox(field)), now = options.findIndex((one) => one.ariaSelected === "true");
    const next = (now + step + options.length + 1) % (options.length + 1);  // one stop more: the field itself
    options.forEach((one, at) => { one.ariaSelected = String(at === next); });
    if (next < options.length) field.setAttribute("aria-activedescendant", options[next].id);
    else field.removeAttribute("aria-activedescendant");
  };
  doc.addEventListener("input", (event) => {
    if (!event.target.matches("[data-suggest]")) return;
    clearTimeout(suggestTimer);
    suggestTimer = setTimeout(suggestAsk, 120, event.target);
  });
  doc.addEventListener("focusout", (event) => {
    if (event.target.matches("[data-suggest]") && !suggestBox(event.target).contains(event.relatedTarget)) suggestHide(event.target);
  });
  doc.addEventListener("keydown", (event) => {
    const field = event.target;
    if (!field.matches?.("[data-suggest]") || event.isComposing || suggestBox(field).hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") suggestMove(field, event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Escape") suggestHide(field);
    else if (event.key === "Enter" && field.hasAttribute("aria-activedescendant")) doc.getElementById(field.getAttribute("aria-activedescendant")).click();
    else return;
    event.preventDefault();
  });

  // --- Unsaved changes.
  let dirty = false;
  doc.addEventListener("input", (event) => { if (event.target.closest("form[data-dirty]")) dirty = true; });
  doc.addEventListener("submit", () => { dirty = false; });
  window.addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });

  // --- Menus and dialogs.
  doc.addEventListener("click", (event) => {
    all("details.p-menu[open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
    const opener = event.target.closest("[data-dialog]");
    const dialog = opener && doc.getElementById(opener.dataset.dialog);
    if (dialog?.showModal) { event.preventDefault(); dialog.showModal(); }
  });

  // --- Session: say so five minutes before the end, and let the person stay.
  const seconds = Number(body.dataset.session);
  if (seconds > 300 && seconds < 86400) {
    let timer;
    const wait = () => { timer = setTimeout(warn, (seconds - 300) * 1000); };
    const warn = () => {
      const box = doc.createElement("div"), text = doc.createElement("p"), button = doc.createElement("button");
      box.className = "p-session p-card lift";
      box.setAttribute("role", "alert");
      text.textContent = body.dataset.sessionText;
      button.type = "button";
      button.className = "krds-btn primary medium";
      button.textContent = body.dataset.sessionButton;
      button.addEventListener("click", async () => {
        const address = body.dataset.sessionExtend, headers = { "X-CSRFToken": cookie("csrftoken") };
        const answer = await (address ? fetch(address, { method: "POST", headers }) : fetch(location.href));
        if (answer.ok) { box.remove(); clearTimeout(timer); wait(); }
      });
      box.append(text, button);
      body.append(box);
    };
    wait();
  }

  // --- Keys for staff tables: off while typing, and Esc switches them off and on.
  const rows = () => all("table[data-rows] tbody tr:not(.grp)");
  const typing = (target) => target.closest("input, textarea, select, [contenteditable], dialog[open]");
  const move = (step) => {
    const list = rows(), now = list.findIndex((row) => row.getAttribute("aria-selected") === "true");
    const next = list[Math.min(Math.max(now + step, 0), list.length - 1)];
    if (!next) return;
    list.forEach((row) => row.removeAttribute("aria-selected"));
    next.setAttribute("aria-selected", "true");
    (next.querySelector("a, button") || next).focus();
  };
  const keys = {
    j: () => move(1),
    k: () => move(-1),
    x: () => doc.querySelector("table[data-rows] tr[aria-selected=true] input[type=checkbox]")?.click(),
    m: () => doc.querySelector("[data-memo]")?.focus(),
    "/": () => doc.querySelector(".p-top .find, .p-search input")?.focus(),
    "?": () => {
      const help = doc.querySelector("[data-keys-help]");
      if (help) { help.open = true; help.querySelector("summary").focus(); } else say(body.dataset.keys || "");
    },
  };
  const say = (words) => { const live = doc.getElementById("live"); if (live) live.textContent = words; };
  const switchKeys = () => {
    const next = localStorage.getItem("keys") === "off" ? "on" : "off";
    localStorage.setItem("keys", next);
    say(next === "on" ? body.dataset.keys : body.dataset.keysOff);
  };
  all("[data-keys-help]").forEach((help) => { help.hidden = false; });
  all("[data-keys-toggle]").forEach((button) => button.addEventListener("click", switchKeys));
  if (body.classList.contains("p-staff")) {
    doc.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
      if (event.key === "Escape" && rows().length) return switchKeys();
      const act = keys[event.key.toLowerCase()];
      if (!act || localStorage.getItem("keys") === "off") return;
      event.preventDefault();
      act();
    });
  }
  doc.addEventListener("click", (event) => {  // a row is as wide a target as its link
    const row = event.target.closest("table[data-rows] tbody tr:not(.grp)");
    if (!row || event.target.closest("a, button, input, label, select, summary") || String(getSelection())) return;
    row.querySelector("a")?.click();
  });
})();
