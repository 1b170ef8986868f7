/* Makes pages quicker and safer to use; every page works without it. */
(() => {
  "use strict";
  const announcer = document.getElementById("announcer");
  const words = announcer ? announcer.dataset : {};
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  function announce(text) {
    if (!announcer || !text) return;
    announcer.textContent = "";
    setTimeout(() => { announcer.textContent = text; }, 50);
  }

  // Buttons that print their page: [data-print] is hidden where there is no script.
  all("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });

  // A form that was refused: its summary takes the focus, and its links lead into the fields.
  function focusErrors(root) {
    const summary = all("form [data-error-summary]", root)[0];
    if (summary) summary.focus();
    return Boolean(summary);
  }

  // A summary names only what its fields still say: a piece that arrived may have put some right.
  function mendSummary(form) {
    const summary = form && form.querySelector("[data-error-summary]");
    if (!summary) return;
    all("a[href^='#']", summary).forEach((link) => {
      const control = document.getElementById(link.hash.slice(1));
      const field = control && control.closest(".field");
      if (!field || !field.querySelector(".errors")) link.closest("li").remove();
    });
    if (!summary.querySelector("li")) summary.remove();
  }

  // What was said of some fields ([data-said-of]) does not hold once they are changed: it goes, with the errors it led to.
  document.addEventListener("input", ({ target }) => {
    const form = target.form;
    const said = form && target.name && form.querySelector(`[data-said-of~="${CSS.escape(target.name)}"]`);
    if (!said) return;
    said.dataset.ledTo.split(" ").forEach((name) => {
      const control = form.elements[name];
      const errors = control && control.closest(".field").querySelector(".errors");
      if (!errors) return;
      errors.remove();
      control.removeAttribute("aria-invalid");
      control.closest(".field").classList.remove("field-error");
    });
    const note = document.createElement("p");
    note.className = "soft";
    note.textContent = said.dataset.outdated;
    said.replaceWith(note);
    announce(note.textContent);
    mendSummary(form);
  });

  // A second press of a button changes nothing; the guard ends when the page is shown again.
  const busy = new WeakSet();
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented || form.hasAttribute("data-hx-post")) return;
    if (busy.has(form)) { event.preventDefault(); return; }
    busy.add(form);
    const button = event.submitter;
    if (button) button.setAttribute("aria-disabled", "true");
    setTimeout(() => release(form, button), 8000);
    drafts.submitted(form);
    if (form.hasAttribute("data-forget-drafts")) drafts.forget();
  });
  function release(form, button) {
    busy.delete(form);
    if (button) button.removeAttribute("aria-disabled");
  }
  addEventListener("pageshow", (event) => {
    if (event.persisted) drafts.forgotten = false;
    if (event.persisted) all("form").forEach((form) => {
      release(form);
      all("[aria-disabled]", form).forEach((button) => button.removeAttribute("aria-disabled"));
    });
  });

  // Menus close on Escape, on a click elsewhere and when the focus has gone.
  const openMenus = () => all("details.menu[open]");
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    openMenus().forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
  });
  for (const kind of ["click", "focusin"]) document.addEventListener(kind, (event) => {
    openMenus().forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  });

  // A link to a page that asks first opens it in a dialog; Escape and "Go back" close it, and the focus returns to the link.
  // Where the answer is another page, such as the one to sign in, that page is opened.
  const dialog = document.getElementById("dialog");
  if (dialog && dialog.showModal) document.addEventListener("click", (event) => {
    if (event.target.closest("[data-close]")) { event.preventDefault(); dialog.close(); return; }
    const link = event.target.closest("a[data-dialog]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const address = link.getAttribute("href");
    dialog.replaceChildren();
    const ask = () => {
      if (!dialog.querySelector("#asked")) { location.assign(address); return; }
      dialog.setAttribute("aria-labelledby", "question");
      if (!dialog.open) dialog.showModal();
    };
    htmx.ajax("GET", address, { target: dialog, swap: "innerHTML", select: "#asked" }).then(ask, ask);
  });

  // Drafts: a form with a long text (data-draft="key") stays on this device, with all its fields but those for passwords and
  // files, until it has arrived, for thirty days at most. Kept is what differs from `base`, what the site had put there.
  const fields = {
    left: /^(hidden|password|file|submit|button|image|reset)$/,
    of(form) {
      const kept = [...form.elements].filter((one) => one.name && !one.disabled && "value" in one && !this.left.test(one.type));
      const names = [...new Set(kept.map((one) => one.name))];
      return new Map(names.map((name) => [name, kept.filter((one) => one.name === name)]));
    },
    values(controls, chosen, value) {
      return controls.flatMap((one) => {
        if (one.options) return [...one.options].filter(chosen.option).map((option) => option.value);
        return /^(checkbox|radio)$/.test(one.type) ? one[chosen.box] ? [one.value] : [] : [one[value]];
      });
    },
    now(controls) { return this.values(controls, { option: (one) => one.selected, box: "checked" }, "value"); },
    first(controls) {
      const first = this.values(controls, { option: (one) => one.defaultSelected, box: "defaultChecked" }, "defaultValue");
      const list = controls[0].type === "select-one" && !first.length && controls[0].options[0];
      return list ? [list.value] : first;
    },
    set(controls, values) {
      controls.forEach((one, index) => {
        if (one.options) [...one.options].forEach((option) => { option.selected = values.includes(option.value); });
        else if (/^(checkbox|radio)$/.test(one.type)) one.checked = values.includes(one.value);
        else one.value = values[index] || "";
      });
    },
  };
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  const drafts = {
    prefix: `draft:${document.body.dataset.person || ""}:`,
    timers: new Map(),
    forgotten: false,
    keep: 30 * 24 * 3600 * 1000,
    forms(root = document) { return [...new Set(all("textarea[data-draft]", root).map((area) => area.form))].filter(Boolean); },
    key(form) { return this.prefix + form.querySelector("textarea[data-draft]").dataset.draft; },
    read(key) { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
    write(key, value) { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* full or forbidden: no draft */ } },
    drop(key) { try { localStorage.removeItem(key); } catch { /* forbidden */ } },
    each(change) {
      try { Object.keys(localStorage).filter((key) => key.startsWith("draft:")).forEach(change); } catch { /* forbidden */ }
    },
    forget() { this.forgotten = true; this.each((key) => this.drop(key)); },
    save(form, more = {}) {
      clearTimeout(this.timers.get(form));
      this.timers.delete(form);
      if (this.forgotten) return;
      const before = (this.read(this.key(form)) || {}).fields || {}, kept = {};
      for (const [name, controls] of fields.of(form)) {
        const now = fields.now(controls), base = before[name] ? before[name].base : fields.first(controls);
        if (!same(now, base)) kept[name] = { base, now };
      }
      if (Object.keys(kept).length) this.write(this.key(form), { fields: kept, at: Date.now(), ...more });
      else this.drop(this.key(form));
    },
    saveSoon(form) {
      clearTimeout(this.timers.get(form));
      this.timers.set(form, setTimeout(() => this.save(form), 600));
    },
    submitted(form) { if (this.forms(form).length) this.save(form, { sent: true }); },
    arrived(form) {
      if (!this.forms(form).length) return;
      clearTimeout(this.timers.get(form));
      this.timers.delete(form);
      this.drop(this.key(form));
    },
    // What was sent has arrived when the answer is a page for the person who is signed in, not one that says it failed, and not
    // one on which it is still being written: refused, or a preview.
    settle() {
      const delivered = Boolean(document.body.dataset.person) && !("undelivered" in document.body.dataset);
      const here = new Map(this.forms().map((form) => [this.key(form), form]));
      this.each((key) => {
        const { sent, ...draft } = this.read(key) || {};
        const arrived = sent && delivered && !(here.has(key) && this.stands(here.get(key), draft));
        if (!draft.fields || Date.now() - draft.at > this.keep || arrived) this.drop(key);
        else if (sent) this.write(key, draft);
      });
    },
    stands(form, draft) {
      const now = fields.of(form);
      return Object.entries(draft.fields || {}).every(([name, kept]) => !now.has(name) || same(fields.now(now.get(name)), kept.now));
    },
    watch(form) {
      this.bringBack(form, (this.read(this.key(form)) || {}).fields || {});
      for (const kind of ["input", "change"]) form.addEventListener(kind, () => this.saveSoon(form));
    },
    // A field that the site or the browser has filled otherwise since then stays as it is; a quotation is added to what was kept.
    bringBack(form, kept) {
      let brought = false;
      for (const [name, controls] of fields.of(form)) {
        if (!kept[name]) continue;
        const now = fields.now(controls), first = fields.first(controls);
        if (!same(now, first) || same(now, kept[name].now)) continue;
        const added = controls[0].hasAttribute("data-quotation") && !kept[name].now[0].includes(now[0].trim());
        if (added) fields.set(controls, [`${kept[name].now[0].trimEnd()}\n\n${now[0]}`]);
        else if (controls[0].hasAttribute("data-quotation") || same(first, kept[name].base)) fields.set(controls, kept[name].now);
        else continue;
        brought = true;
      }
      if (brought) this.say(form);
    },
    say(form) {
      const note = document.createElement("p");
      note.className = "draft-note";
      note.textContent = words.kept;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "link";
      button.textContent = words.discard;
      button.addEventListener("click", () => {
        form.reset();
        this.arrived(form);
        note.remove();
        form.querySelector("textarea[data-draft]").focus();
      });
      note.append(button);
      form.prepend(note);
      announce(words.kept);
    },
  };
  addEventListener("pagehide", () => [...drafts.timers.keys()].forEach((form) => drafts.save(form)));

  // A quotation (data-quote="id of the text") is added to what is written, where the cursor is or was; it comes from the page
  // that the link leads to, which is opened where that does not work.
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-quote]");
    const area = link && document.getElementById(link.dataset.quote);
    if (!area || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    try {
      const answer = await fetch(link.href);
      const page = new DOMParser().parseFromString(answer.ok && !answer.redirected ? await answer.text() : "", "text/html");
      add(area, page.querySelector("textarea[data-quotation]").value.trim());
      announce(words.quoted);
    } catch { location.assign(link.href); }
  });
  function add(area, quotation) {
    const at = area.dataset.cursor === undefined ? area.value.length : area.selectionEnd;
    if (area.hidden) area.form.querySelector("[data-preview][aria-pressed=true]").click();
    area.focus();
    const before = area.value.slice(0, at), after = area.value.slice(at);
    const gap = before.trim() ? "\n\n".slice(Math.min(2, /\n*$/.exec(before)[0].length)) : "";
    area.setSelectionRange(at, at);
    insert(area, `${gap}${quotation}\n\n`);
    const end = at + gap.length + quotation.length + 2;
    if (after.trim()) area.setSelectionRange(end, end);
    area.scrollIntoView({ block: "nearest" });
  }

  // A browser brings the first line of a text field into sight; the rest would lie under what is fixed at the end of the window.
  document.addEventListener("focusin", (event) => {
    if (event.target.matches("textarea") && document.querySelector(".new-zone")) event.target.scrollIntoView({ block: "nearest" });
  });

  // Tools for Markdown: one stop for Tab, arrows between the buttons, and the usual keys while writing.
  const marks = { bold: ["**", "**"], italic: ["*", "*"], link: ["[", "](https://)"], mention: ["@", ""] };
  const lines = { quote: "> ", bullets: "- ", numbers: "1. ", heading: "### " };
  function format(area, kind) {
    const { selectionStart: start, selectionEnd: end, value } = area;
    area.focus();
    if (marks[kind]) {
      const [mark, after] = marks[kind];
      const before = kind === "mention" && /\S$/.test(value.slice(0, start)) ? ` ${mark}` : mark;
      insert(area, before + value.slice(start, end) + after);
      area.setSelectionRange(start + before.length, end + before.length);
    } else {
      const from = value.lastIndexOf("\n", start - 1) + 1;
      area.setSelectionRange(from, end);
      insert(area, value.slice(from, end).split("\n").map((line) => lines[kind] + line).join("\n"));
    }
  }
  function insert(area, text) {
    // execCommand keeps the browser's own undo; setRangeText is for browsers that have dropped it.
    if (!document.execCommand || !document.execCommand("insertText", false, text)) {
      area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
  function tools(bar) {
    const area = document.getElementById(bar.getAttribute("aria-controls"));
    if (!area) return;
    bar.hidden = false;
    const buttons = all("button", bar);
    const stop = (index) => buttons.forEach((button, n) => { button.tabIndex = n === index ? 0 : -1; });
    stop(0);
    bar.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const next = (buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length;
      stop(next);
      buttons[next].focus();
      event.preventDefault();
    });
    bar.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      if (button.dataset.preview) preview(area, button);
      else format(area, button.dataset.md);
    });
    area.addEventListener("focus", () => { area.dataset.cursor = ""; });
    area.addEventListener("keydown", (event) => {
      const kind = (event.ctrlKey || event.metaKey) && !event.altKey && { b: "bold", i: "italic", k: "link" }[event.key];
      if (kind) { event.preventDefault(); format(area, kind); }
    });
  }
  function preview(area, button) {
    const id = `${area.id}_preview`;
    let pane = document.getElementById(id);
    const showing = button.getAttribute("aria-pressed") === "true";
    button.setAttribute("aria-pressed", String(!showing));
    if (showing) { pane.hidden = true; area.hidden = false; area.focus(); return; }
    if (!pane) {
      pane = document.createElement("div");
      pane.id = id;
      pane.className = "preview prose";
      pane.tabIndex = 0;
      pane.setAttribute("role", "region");
      pane.setAttribute("aria-label", button.textContent);
      area.after(pane);
    }
    const token = area.form.querySelector("[name=csrfmiddlewaretoken]");
    htmx.ajax("POST", button.dataset.preview, {
      target: pane, swap: "innerHTML", values: { text: area.value, csrfmiddlewaretoken: token ? token.value : "" },
    }).then(() => { pane.hidden = false; area.hidden = true; announce(button.textContent); });
  }

  // Mentions (data-mentions="address"): "@" and two letters open a list of people; while it is open, the text is its combobox.
  const unfinished = /(?:^|[^\p{L}\p{N}_\\/@!])@([^\s@()[\]][^\n@()[\]]{1,39})$/u;
  function mentions(area) {
    let list, timer, from, closed = {};
    const options = () => all("[role=option]", list);
    const combobox = { role: "combobox", "aria-controls": "people-list", "aria-expanded": "true" };
    area.setAttribute("aria-autocomplete", "list");
    function close() {
      if (list) list.remove();
      list = null;
      [...Object.keys(combobox), "aria-activedescendant"].forEach((name) => area.removeAttribute(name));
    }
    function select(index) {
      const found = options();
      const chosen = found[(index + found.length) % found.length];
      found.forEach((option) => option.setAttribute("aria-selected", String(option === chosen)));
      area.setAttribute("aria-activedescendant", chosen.id);
      chosen.scrollIntoView({ block: "nearest" });
    }
    function choose(option) {
      area.setSelectionRange(from, area.selectionEnd);
      close();
      insert(area, `${option.dataset.link} `);
    }
    function show(piece) {
      close();
      list = document.createRange().createContextualFragment(piece).querySelector("[role=listbox]");
      if (!list) return false;
      area.after(list);
      Object.entries(combobox).forEach(([name, value]) => area.setAttribute(name, value));
      list.addEventListener("mousedown", (event) => event.preventDefault());
      list.addEventListener("click", (event) => { const option = event.target.closest("[role=option]"); if (option) choose(option); });
      select(0);
      announce(list.dataset.announce);
      return true;
    }
    const written = () => unfinished.exec(area.value.slice(Math.max(0, area.selectionEnd - 60), area.selectionEnd));
    async function look() {
      const words = (written() || [])[1];
      if (!words) closed = {};
      from = area.selectionEnd - (words || "").length - 1;
      if (!words || from === closed.from && words.startsWith(closed.words)) { close(); return; }
      try {
        const answer = await fetch(`${area.dataset.mentions}?q=${encodeURIComponent(words)}`);
        const piece = answer.ok && !answer.redirected ? await answer.text() : "";
        const now = (written() || [])[1];
        if (now === words && document.activeElement === area && !show(piece)) closed = { from, words };
      } catch { close(); }
    }
    area.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(look, 200); });
    for (const kind of ["blur", "click"]) area.addEventListener(kind, () => { clearTimeout(timer); close(); });
    area.addEventListener("keydown", (event) => {
      if (!list || event.isComposing || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
      const index = options().findIndex((option) => option.id === area.getAttribute("aria-activedescendant"));
      const does = {
        ArrowDown: () => select(index + 1), ArrowUp: () => select(index - 1),
        Enter: () => choose(options()[index]), Tab: () => choose(options()[index]),
        Escape: () => { closed = { from, words: "" }; close(); },
      }[event.key];
      if (does) { event.preventDefault(); does(); }
      else if (/^(Arrow|Home|End|Page)/.test(event.key)) close();
    });
  }

  // htmx: say what changed, keep the focus, say when it failed.
  let focused = null;
  document.addEventListener("htmx:beforeSwap", (event) => {
    const element = document.activeElement;
    focused = element && element !== document.body ? { id: element.id, name: element.name, target: event.detail.target } : null;
    const { elt, xhr, target } = event.detail;
    if (!target.isConnected) { event.detail.shouldSwap = false; return; }  // another answer has replaced it
    const sender = event.detail.requestConfig.elt;
    if (isSignedOut(event.detail)) {
      event.detail.shouldSwap = false;
      if (sender.matches("form, [data-live]")) location.reload();
      return;
    }
    if (xhr.status < 300 && sender.localName === "form") drafts.arrived(sender);  // before the same form is there anew, and brings it back
    if (sender.matches("[data-live]") && ledElsewhere(sender, xhr)) { event.detail.shouldSwap = false; location.reload(); return; }
    parts.sender = sender;
    const said = xhr.getResponseHeader("HX-Retarget") && !elt.matches("[data-live]");  // why it was refused, above the page
    if (said || [409, 422, 429].includes(xhr.status)) { event.detail.shouldSwap = true; event.detail.isError = false; }
    keepSight = event.detail.shouldSwap && document.querySelector("[data-part]") ? holdSight() : () => {};
    queueMicrotask(() => queueMicrotask(keepSight));  // once all parts have arrived, and the focus is where it was
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    const root = event.detail.elt;
    start(root);
    keepSight();
    mendSummary(root.closest && root.closest("form"));
    if (focusErrors(root)) return;
    const silent = root.matches && root.matches("[data-part]") && parts.sender && parts.sender.matches("[data-live]");
    const speaking = silent ? [] : root.dataset && root.dataset.announce ? [root] : all("[data-announce]", root);
    const spoken = speaking.map((element) => element.dataset.announce || element.textContent.trim());
    announce(spoken.join(" "));
    if (document.activeElement !== document.body || !focused || cameAlong(root)) return;
    const again = focused.id && document.getElementById(focused.id)
      || root.querySelector("[data-focus=first]")
      || focused.name && root.querySelector(`[name="${CSS.escape(focused.name)}"]`)
      || root.querySelector("[data-focus], h1, h2, h3, a, button") || root;
    if (again.tabIndex < 0) again.tabIndex = -1;
    again.focus({ preventScroll: true });
    again.scrollIntoView({ block: "nearest" });
  });
  // The messages of an answer arrive beside it, and before it: they are heard, and the focus waits for what was asked for.
  function cameAlong(root) {
    return root.id && root.id !== focused.target.id && !focused.target.contains(root);
  }
  document.addEventListener("htmx:afterRequest", (event) => {
    const { elt, successful } = event.detail;
    if (successful && elt.localName === "form" && !isSignedOut(event.detail)) drafts.arrived(elt);  // also where nothing was swapped
  });
  // Where a session has ended, a request is led to the page on which one signs in, which answers 200: nothing has arrived.
  function isSignedOut({ xhr, requestConfig }) {
    const isOfAccounts = (address) => new URL(address, location.href).pathname.startsWith("/accounts/");
    return Boolean(xhr.responseURL) && isOfAccounts(xhr.responseURL) && !isOfAccounts(requestConfig.path);
  }
  // What others change is asked for every half minute, or as many seconds as data-live says, while somebody looks.
  const looked = new WeakMap();
  function look(piece) {
    looked.set(piece, Date.now());
    htmx.trigger(piece, "look");
  }
  function lookAround() {
    if (!document.hidden) all("[data-live]").forEach((piece) => {
      if (!looked.has(piece)) looked.set(piece, Date.now());
      if (Date.now() - looked.get(piece) >= (piece.dataset.live || 30) * 1000) look(piece);
    });
  }
  // Where one has signed out meanwhile, or gone, the answer is another page.
  function ledElsewhere(piece, xhr) {
    return xhr.responseURL && new URL(xhr.responseURL).pathname !== new URL(piece.dataset.hxGet, location.href).pathname;
  }

  // What somebody looks at stays where it is in the window while parts around it are replaced: what has the focus, else the first piece
  // with an id that begins in the window. (The style sheet keeps browsers from holding on to a node of their choice.)
  let keepSight = () => {};
  function holdSight() {
    const top = (one) => one.getBoundingClientRect().top;
    const isSeen = (one) => one.getClientRects().length && top(one) >= 0 && top(one) < innerHeight;
    const one = document.activeElement, hasFocus = one.closest("[data-part]") && isSeen(one);
    const held = hasFocus ? one : scrollY && all("[data-part], [data-part] [id]").find(isSeen);
    if (!held) return () => {};  // at its beginning a page stays there
    const before = top(held), { id } = held;
    return () => {
      const again = hasFocus ? document.activeElement : document.getElementById(id);
      if (again && again !== document.body) scrollBy({ top: top(again) - before, behavior: "instant" });
    };
  }

  // Parts of a live page ([data-part], with ids) that come along with another piece: what says the same stays as it is. One in which
  // somebody writes waits until they have left it; a form that is half filled in stays. What was open stays open, and the focus where it was.
  const parts = {
    sender: null,
    ledAt: 0,  // when the buttons of whoever leads were others, in milliseconds
    shown: new Map(),
    waiting: new Map(),
    same(part) {
      const copy = part.cloneNode(true);
      all("[name=csrfmiddlewaretoken]", copy).forEach((token) => token.remove());
      all("details[open]", copy).forEach((fold) => fold.removeAttribute("open"));
      return copy.innerHTML;
    },
    learn(root = document) { all("[data-part]", root).forEach((part) => this.shown.set(part.id, this.same(part))); },
    isWriting(part) {
      const one = document.activeElement;
      return part.contains(one) && one.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=submit])");
    },
    halfFilled(part) {
      const changed = (form) => [...fields.of(form).values()].some((some) => !same(fields.now(some), fields.first(some)));
      return all("form", part).filter((form) => form !== this.sender && (changed(form) || form.querySelector("[data-error-summary]")));
    },
    arrives(event) {
      const { target, fragment } = event.detail, fresh = fragment.firstElementChild, mine = target.contains(this.sender);
      const text = this.same(fresh), filled = this.halfFilled(target);
      this.waiting.delete(target.id);
      if (text === this.shown.get(target.id) && !mine) { event.detail.shouldSwap = false; return; }
      const again = (one) => one.id && fresh.querySelector(`#${CSS.escape(one.id)}`);
      if (!mine && this.isWriting(target) || !filled.every(again)) {
        this.waiting.set(target.id, fresh.outerHTML);
        event.detail.shouldSwap = false;
        return;
      }
      this.shown.set(target.id, text);
      if (target.id === "hour-lead") this.ledAt = Date.now();
      filled.forEach((form) => again(form).setAttribute("data-hx-preserve", "true"));
      all("details[open]", target).filter((fold) => !fold.contains(this.sender)).forEach((fold) => {
        const named = again(fold) || again(fold.querySelector("summary"));
        if (named) named.closest("details").open = true;
      });
      if (target.open !== undefined) fresh.open = target.open;
      this.keepFocus(target);
    },
    // The control itself, or the one with its id, or with its place in the piece with an id around it, or with its words in the part; what
    // opens the fold in which that is; otherwise the heading of the part. Never another control: Enter would do what nobody meant.
    keepFocus(target) {
      const one = document.activeElement, stops = "a[href], button, summary, input, select, textarea";
      if (!target.contains(one) || one === target) return;
      const around = one.parentElement.closest("[id]"), at = all(stops, around).indexOf(one);
      queueMicrotask(() => {
        const part = document.getElementById(target.id);
        if (!part || document.activeElement !== document.body) return;
        const piece = document.getElementById(around.id), now = piece ? all(stops, piece) : [];
        const alike = (other) => other.localName === one.localName && other.textContent.trim() && other.textContent === one.textContent;
        const found = one.id ? document.getElementById(one.id) : around === target ? now.find(alike) : now[at];
        const stop = part.contains(one) ? one : found;
        const fold = stop && stop.closest("details:not([open])");
        const again = (fold ? fold.querySelector("summary") : stop) || part.querySelector("h2, h3, summary") || part;
        if (again.tabIndex < 0) again.tabIndex = -1;
        again.focus({ preventScroll: true });
      });
    },
    left(part) {
      const html = this.waiting.get(part.id);
      if (!html || part.contains(document.activeElement) || this.halfFilled(part).length) return;
      this.waiting.delete(part.id);
      this.sender = null;
      const fresh = document.createRange().createContextualFragment(html).firstElementChild, keep = holdSight();
      this.shown.set(part.id, this.same(fresh));
      part.replaceWith(fresh);
      htmx.process(fresh);
      start(fresh);
      keep();
    },
  };
  document.addEventListener("htmx:oobBeforeSwap", (event) => { if (event.detail.target.matches("[data-part]")) parts.arrives(event); });
  document.addEventListener("focusout", ({ target }) => {
    const part = target.closest("[data-part]");
    if (part) setTimeout(() => { if (part.isConnected) parts.left(part); }, 300);
  });

  // The clock of an hour (data-until, in seconds): what is left is counted here, from the server’s clock, whatever that of the device says.
  const clock = {
    ahead: 0,  // of this device’s clock, in milliseconds
    told: "",
    ended: "",
    set(bar) { this.ahead = bar.dataset.now * 1000 - Date.now(); },
    correct(xhr) {
      const ahead = Date.parse(xhr.getResponseHeader("Date")) - Date.now();
      if (Math.abs(ahead - this.ahead) > 2000) this.ahead = ahead;
    },
    tick(bar) {
      const left = bar.dataset.until * 1000 - Date.now() - this.ahead, minutes = Math.ceil(left / 60000);
      const { one, less, over, many, until } = bar.dataset;
      const text = left <= 0 ? over : left <= 30000 ? less : minutes === 1 ? one : many.replace("%s", minutes);
      const place = bar.querySelector("[data-left]");
      if (place.textContent !== text) place.textContent = text;
      if ("step" in bar.dataset && left > 0 && left <= 60000 && this.told !== until) { this.told = until; announce(one); }
      if (left <= 0 && this.ended !== until) this.end(until, left, bar);
    },
    end(until, left, bar) {
      this.ended = until;
      if (left > -5000) device.ring();
      const piece = bar.closest("[data-live]");
      setTimeout(() => { if (piece && piece.isConnected && !document.hidden) look(piece); }, 300 + Math.random() * 1500);
    },
  };
  setInterval(() => { all("[data-until]").forEach((bar) => clock.tick(bar)); lookAround(); }, 1000);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) { lookAround(); device.wake(); } });
  document.addEventListener("htmx:afterRequest", ({ detail }) => { if (detail.elt.matches("[data-live]") && detail.xhr.status) clock.correct(detail.xhr); });
  addEventListener("pageshow", (event) => { if (event.persisted) all("[data-live='10']").forEach(look); });

  // What stays on this device: ticks ([data-tick="hour:person"]) for a day, and two switches ([data-device]), which are off at first.
  const device = {
    keep: 24 * 3600 * 1000,
    ticks() { const kept = drafts.read("ticks") || {}; return Date.now() - kept.at < this.keep ? kept : { on: [] }; },
    start(root) {
      const { on } = this.ticks();
      all("[data-tick]", root).forEach((box) => { box.checked = on.includes(box.dataset.tick); });
      all("[data-device]", root).forEach((box) => { box.checked = drafts.read(`device:${box.dataset.device}`) === true; });
      all("[data-of-device]", root).forEach((one) => { one.hidden = false; });
      if (this.has("awake")) this.wake();
    },
    changed(box) {
      if ("tick" in box.dataset) {
        const on = this.ticks().on.filter((one) => one !== box.dataset.tick);
        drafts.write("ticks", { at: Date.now(), on: box.checked ? [...on, box.dataset.tick] : on });
      } else {
        drafts.write(`device:${box.dataset.device}`, box.checked);
        if (box.dataset.device === "sound" && box.checked) this.ring();
        if (box.dataset.device === "awake") this.wake();
      }
    },
    has(name) { return Boolean(document.querySelector(`[data-device="${name}"]:checked`)); },
    ring() {
      if (!this.has("sound") || !window.AudioContext) return;
      this.audio = this.audio || new AudioContext();
      const tone = this.audio.createOscillator(), loud = this.audio.createGain(), now = this.audio.currentTime;
      tone.frequency.value = 660;
      loud.gain.setValueAtTime(.12, now);
      loud.gain.exponentialRampToValueAtTime(.001, now + 1.2);
      tone.connect(loud).connect(this.audio.destination);
      tone.start(now);
      tone.stop(now + 1.2);
    },
    async wake() {
      try {
        if (this.lock && !this.has("awake")) { await this.lock.release(); this.lock = null; }
        if (navigator.wakeLock && !document.hidden && this.has("awake")) this.lock = await navigator.wakeLock.request("screen");
      } catch { /* the device does not allow it now */ }
    },
  };
  document.addEventListener("change", ({ target }) => { if (target.matches("[data-tick], [data-device]")) device.changed(target); });

  // The room opens in a tab of its own, and the page behind it becomes that of the hour (data-then). A button that moved the hour is
  // another one after that: a second click of the same hand is not for it.
  document.addEventListener("submit", ({ target }) => {
    if (target.dataset.then) setTimeout(() => location.assign(target.dataset.then), 400);
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-once]") && Date.now() - parts.ledAt < 800) event.preventDefault();
  }, true);

  document.addEventListener("announce", (event) => announce(event.detail.value));
  const troubled = (event) => { if (!event.detail.elt.matches("[data-live]")) announce(words.trouble); };
  document.addEventListener("htmx:responseError", troubled);
  document.addEventListener("htmx:sendError", (event) => { troubled(event); showOffline(); });

  function showOffline() {
    const note = document.getElementById("offline");
    if (note) note.hidden = navigator.onLine;
  }
  addEventListener("offline", showOffline);
  addEventListener("online", showOffline);

  // Where the reader's device is; "" where it does not say, as in browsers that hide it behind UTC.
  function zoneOfDevice() {
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone || "";
    return /^(UTC|GMT|Etc\/.*)$/.test(here) ? "" : here;
  }

  // Asks, once, whether times should be shown for the zone in which the reader's device is now.
  function askForZone() {
    const place = document.getElementById("new-zone");
    const here = zoneOfDevice();
    if (!place || !here || here === place.dataset.zone) return;
    const asked = `zone-asked:${place.dataset.zone}:${here}`;
    try {
      if (sessionStorage.getItem(asked)) return;
      sessionStorage.setItem(asked, "1");
    } catch { /* forbidden: it is asked until it is answered */ }
    htmx.ajax("GET", `${place.dataset.question}?zone=${encodeURIComponent(here)}`, { target: place, swap: "innerHTML" });
  }

  // Proposes the city of the reader's device, where a form asks for a time zone for the first time.
  function proposeZone(box) {
    const here = zoneOfDevice();
    if (!here || box.form.querySelector("[data-error-summary]")) return;
    const before = box.value;
    const propose = (city) => { if (city && box.value === before) box.value = city.value; };
    const near = [...box.list.options].find((option) => option.dataset.zone === here);
    if (near) propose(near);
    else cityOf(here, box.dataset.hxGet).then(propose);
  }
  // A zone far away, or under one of its older names: the site knows its city.
  async function cityOf(zone, address) {
    try {
      const answer = await fetch(`${address}?zone=${encodeURIComponent(zone)}`);
      const list = document.createElement("datalist");
      if (answer.ok) list.innerHTML = await answer.text();
      return list.options[0];
    } catch { return null; }
  }

  // A page that is only read is fetched while a mouse rests on its link; no GET changes anything.
  function prefetch(nonce) {
    const able = window.HTMLScriptElement.supports && HTMLScriptElement.supports("speculationrules");
    if (!able || !nonce || navigator.connection && navigator.connection.saveData) return;
    const left = /^\/(accounts|admin|calendar|static)\/|\/(export|hour)\/|\.(ics|atom)$/;
    const fetched = new Set([location.pathname + location.search]);
    let rest;
    document.addEventListener("pointerover", (event) => {
      clearTimeout(rest);
      const link = event.pointerType === "mouse" && event.target.closest("a[href]:not([download], [target], [rel~=nofollow], [data-dialog])");
      if (!link || link.origin !== location.origin || left.test(link.pathname) || fetched.has(link.pathname + link.search)) return;
      rest = setTimeout(() => {
        fetched.add(link.pathname + link.search);
        const rules = document.createElement("script");
        rules.type = "speculationrules";
        rules.nonce = nonce;
        rules.textContent = JSON.stringify({ prefetch: [{ urls: [link.pathname + link.search], eagerness: "immediate" }] });
        document.head.append(rules);
      }, 80);
    });
  }

  // The name of a co-lab is not broken after its hyphen, which style alone cannot say. The text stays as it is for who copies,
  // searches or listens. Where a text is a piece of a flexible row, it stays one piece.
  const name = /\bco-labs?\b/gi;
  function keepWhole(root) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
      const text = walker.currentNode;
      if (text.data.search(name) >= 0 && !text.parentElement.closest(".whole, script, style, textarea, select, datalist, title, svg")) found.push(text);
    }
    found.forEach((text) => {
      const inRow = /flex|grid/.test(getComputedStyle(text.parentElement).display);
      const parts = inRow ? document.createElement("span") : document.createDocumentFragment();
      let end = 0;
      for (const { 0: word, index } of text.data.matchAll(name)) {
        const whole = document.createElement("span");
        whole.className = "whole";
        whole.textContent = word;
        parts.append(text.data.slice(end, index), whole);
        end = index + word.length;
      }
      parts.append(text.data.slice(end));
      text.replaceWith(parts);
    });
  }

  // What a page or a piece needs when it arrives.
  function start(root) {
    keepWhole(root === document ? document.body : root);
    drafts.forms(root).filter((form) => !("watched" in form.dataset)).forEach((form) => { form.dataset.watched = ""; drafts.watch(form); });
    const within = root.closest && root.closest("form[data-watched]");
    if (within) drafts.saveSoon(within);
    all("[data-markdown-tools][hidden]", root).forEach(tools);
    all("textarea[data-mentions]:not([aria-autocomplete])", root).forEach(mentions);
    all("[data-until]", root).forEach((bar) => { clock.set(bar); clock.tick(bar); });
    device.start(root);
  }
  all("input[data-propose-zone]").forEach(proposeZone);
  prefetch(document.currentScript.nonce);
  parts.learn();
  drafts.settle();
  start(document);
  askForZone();
  focusErrors(document);
})();
