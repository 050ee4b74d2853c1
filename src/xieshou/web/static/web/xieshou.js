/* What a script adds; every page works without it.
   1 storage · 2 status strip · 3 forms: drafts, sending, unsent · 4 photos · 5 copy, filters, legend · 6 start */
(function () {
  "use strict";
  const WEEK = 7 * 24 * 3600 * 1000;
  const KEPT_PHOTOS = 3;
  const LONGEST_SIDE = 1600;
  const LARGEST = 200 * 1000;
  const TRIES = 5;

  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
  const me = () => document.body.dataset.me || "";
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));

  function newKey() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
    return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
  }

  function csrf() {
    const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    const field = document.querySelector("[name=csrfmiddlewaretoken]");
    return cookie ? decodeURIComponent(cookie[1]) : field ? field.value : "";
  }

  /* 1 ─ storage: text in localStorage, photos in IndexedDB; both may be refused, then memory serves this page */
  const memory = {};
  const shared = () => store("session", "shared") === "1" || all("[data-shared-phone]").some((box) => box.checked);

  function store(where, name, value) {
    try {
      const place = where === "session" ? sessionStorage : localStorage;
      if (value === undefined) return place.getItem(name);
      if (value === null) place.removeItem(name);
      else place.setItem(name, value);
    } catch (refused) {
      return null;
    }
    return value;
  }

  function readList(name) {
    let list = memory[name] || [];
    try {
      if (!memory[name]) list = JSON.parse(store("local", name)) || [];
    } catch (garbled) {
      list = [];
    }
    return list.filter((entry) => Date.now() - entry.at < WEEK);
  }

  function writeList(name, list) {
    memory[name] = list;
    store("local", name, shared() || !list.length ? null : JSON.stringify(list));
  }

  let opened;
  function database() {
    opened = opened || new Promise((done) => {
      try {
        const asked = indexedDB.open("xieshou", 1);
        asked.onupgradeneeded = () => asked.result.createObjectStore("photos", { keyPath: "key" });
        asked.onsuccess = () => done(asked.result);
        asked.onerror = asked.onblocked = () => done(null);
      } catch (refused) {
        done(null);
      }
    });
    return opened;
  }

  async function photoStore(mode, act) {
    const db = await database();
    if (!db) return undefined;
    return new Promise((done) => {
      try {
        const change = db.transaction("photos", mode);
        const asked = act(change.objectStore("photos"));
        change.oncomplete = () => done(asked.result);
        change.onerror = change.onabort = () => done(undefined);
      } catch (refused) {
        done(undefined);
      }
    });
  }

  async function forgetEverything() {
    try {
      Object.keys(localStorage).filter((k) => /^(draft|unsent):/.test(k)).forEach((k) => localStorage.removeItem(k));
    } catch (refused) { /* nothing was kept */ }
    Object.keys(memory).forEach((name) => delete memory[name]);
    photos.length = 0;
    await photoStore("readwrite", (s) => s.clear());
    if (!window.caches) return;
    const cache = await caches.open("xieshou-1");
    const pages = (await cache.keys()).filter((request) => !/^\/(static|offline)\//.test(new URL(request.url).pathname));
    await Promise.all(pages.map((request) => cache.delete(request)));
  }

  /* 2 ─ status strip: what has not been sent, or was left half written, said in words */
  function strip(words, button, act, id = "unsent") {
    let box = document.getElementById(id);
    if (!words) {
      if (box) box.remove();
      return;
    }
    if (!box) {
      box = document.createElement("div");
      box.id = id;
      box.className = "unsent";
      box.setAttribute("role", "status");
      document.getElementById("main").prepend(box);
    }
    box.textContent = words;
    if (!button) return;
    const press = document.createElement("button");
    press.type = "button";
    press.className = "btn";
    press.textContent = button;
    press.addEventListener("click", act);
    box.append(press);
  }

  function showUnsent(sent) {
    const forms = readList("unsent:" + me());
    const waiting = photos.filter((p) => p.me === me() && (p.url || forms.some((form) => form.key === p.record)));
    const parts = [];
    if (forms.length) parts.push("未送出" + forms.length + "条");
    if (waiting.length) parts.push("未送出" + waiting.length + "张");
    const refused = waiting.map((p) => p.said).filter(Boolean)[0];
    if (!parts.length) return strip(sent ? "已送出" : "");
    const offline = navigator.onLine === false;
    const kept = shared() ? "没有网络，请别关这一页。联网后自动送出。" : "没有网络，已存在这台手机上。联网后自动送出。";
    strip((offline ? kept : "") + parts.join("，") + (refused ? "：" + refused : ""), "再送一次", () => flush(true));
  }

  /* 3 ─ forms: a draft while writing, sent by fetch so that nothing is lost without a network */
  const ONLY_HERE = ["csrfmiddlewaretoken"];
  const draftName = (form) => "draft:" + me() + ":" + form.dataset.draft + ":" + location.pathname;

  function pairsOf(form) {
    return Array.from(new FormData(form)).filter(([name, value]) => typeof value === "string" && !ONLY_HERE.includes(name));
  }

  function keepDraft(form) {
    writeList(draftName(form), [{ at: Date.now(), pairs: pairsOf(form) }]);
  }

  function valuesOf(pairs) {
    const values = {};
    pairs.forEach(([name, value]) => (values[name] = values[name] || []).push(value));
    return values;
  }

  function refill(form, values, wanted) {
    all("input, select, textarea", form).forEach((field) => {
      if (!field.name || field.type === "file" || ONLY_HERE.includes(field.name) || !wanted(field.name)) return;
      const kept = values[field.name] || [];
      if (field.type === "radio" || field.type === "checkbox") field.checked = kept.includes(field.value);
      else if (field.multiple) all("option", field).forEach((o) => (o.selected = kept.includes(o.value)));
      else if (kept.length) field.value = kept.shift();
    });
  }

  function restoreDraft(form) {
    const draft = readList(draftName(form))[0];
    if (!draft || location.search || form.querySelector(".err")) return null;
    refill(form, valuesOf(draft.pairs), () => true);
    return draft;
  }

  /* Chosen before the scripts had come, put back by the browser, or written in a draft: what hangs on it is asked for. */
  const scripted = new Promise((done) => document.addEventListener("DOMContentLoaded", done));
  function catchUp(form, draft) {
    const untold = (field) => field.defaultChecked !== undefined
      ? field.checked !== field.defaultChecked
      : field.value !== (all("option[selected]", field)[0] || field.options[0] || field).value;
    const late = all("[hx-post][hx-trigger=change]", form).find((part) => all("input, select", part).some(untold));
    if (!late || !window.htmx) return;
    if (draft) form.addEventListener("htmx:afterSettle", () => refill(form, valuesOf(draft.pairs), () => true), { once: true });
    window.htmx.trigger(late, "change");
  }

  /* On a slow network the answer to a chosen kind comes while one goes on: what was chosen meanwhile stays chosen. */
  function keepChoices(form, request) {
    const asked = valuesOf(pairsOf(form));
    const same = (one, other) => JSON.stringify(one || []) === JSON.stringify(other || []);
    const answered = (name, act) => form.addEventListener(name, function listen(event) {
      if (event.detail.xhr !== request) return; // several may be on their way at once
      form.removeEventListener(name, listen);
      act();
    });
    answered("htmx:beforeSwap", () => {
      const meanwhile = valuesOf(pairsOf(form));
      const changed = Object.keys({ ...asked, ...meanwhile }).filter((name) => !same(asked[name], meanwhile[name]));
      if (changed.length) answered("htmx:afterSettle", () => refill(form, meanwhile, (name) => changed.includes(name)));
    });
  }

  function prepareForm(form) {
    const key = form.querySelector("[name=key]");
    if (key && !form.querySelector(".err")) key.value = newKey();
    const draft = restoreDraft(form);
    if (draft) {
      strip("上次没写完的，已填回来。", "重新写", () => {
        writeList(draftName(form), []);
        form.reset(); // or the browser puts it back itself
        location.reload();
      }, "draft");
    }
    scripted.then(() => catchUp(form, draft));
    let later;
    form.addEventListener("input", () => {
      clearTimeout(later);
      later = setTimeout(() => keepDraft(form), 400);
    });
    form.addEventListener("submit", (event) => {
      if (event.defaultPrevented) return;
      event.preventDefault();
      clearTimeout(later);
      submit(form, event.submitter);
    });
  }

  async function submit(form, button) {
    if (form.dataset.sending) return;
    form.dataset.sending = "1";
    keepDraft(form);
    const entry = { at: Date.now(), url: form.action || location.href, draft: draftName(form), pairs: pairsOf(form) };
    if (button && button.name) entry.pairs.push([button.name, button.value]);
    const named = entry.pairs.find(([name]) => name === "key");
    entry.key = named ? named[1] : "";
    const answer = await post(entry);
    delete form.dataset.sending;
    if (answer) return arrive(answer, entry);
    if (!entry.key) { // without a key the server could not tell a second sending from a second record
      return strip("没有网络，写好的还在。联网后再按一次保存。");
    }
    writeList("unsent:" + me(), readList("unsent:" + me()).concat(entry));
    writeList(draftName(form), []);
    form.reset();
    const key = form.querySelector("[name=key]");
    if (key) key.value = newKey();
    all(".shots img", form).forEach((picture) => picture.remove());
    showUnsent();
    window.scrollTo(0, 0);
  }

  /* The answer with its page, or null when the server was not reached or not able. */
  async function post(entry) {
    const body = new FormData();
    entry.pairs.forEach(([name, value]) => body.append(name, value));
    try {
      const answer = await fetch(entry.url, {
        method: "POST", body, credentials: "same-origin", headers: { "X-CSRFToken": csrf() },
      });
      if (answer.status >= 500 || answer.status === 429) return null;
      return { ok: answer.redirected, status: answer.status, url: answer.url, html: await answer.text() };
    } catch (unreachable) {
      return null;
    }
  }

  const toSignIn = (answer) => answer.ok && new URL(answer.url).pathname.startsWith("/sign-in");

  let arrivedAt = "";
  function arrive(answer, entry) {
    if (toSignIn(answer)) {
      location.href = answer.url;
      return;
    }
    if (!answer.ok && [400, 403, 404, 405, 413].includes(answer.status)) {
      strip("没有保存，写好的还在。重新打开这一页再试。", "重新打开", () => location.reload());
      return;
    }
    const page = new DOMParser().parseFromString(answer.html, "text/html");
    if (answer.ok) {
      writeList(entry.draft, []);
      sendPhotosOf(entry.key, page);
      history.pushState(null, "", answer.url);
      arrivedAt = location.pathname;
    }
    document.title = page.title;
    document.body.replaceWith(page.body);
    if (window.htmx) window.htmx.process(document.body);
    start();
    window.scrollTo(0, 0);
    const wrong = document.querySelector(".err");
    if (wrong) wrong.scrollIntoView({ block: "center" });
  }

  let flushing = false;
  async function flush(asked) {
    if (flushing || !me() || (navigator.onLine === false && !asked)) return;
    flushing = true;
    let sent = 0;
    for (const entry of readList("unsent:" + me())) {
      const answer = await post(entry);
      if (!answer || toSignIn(answer) || answer.status === 403) break;
      const rest = readList("unsent:" + me()).filter((other) => other.key !== entry.key);
      writeList("unsent:" + me(), rest);
      if (answer.ok) {
        sent += 1;
        sendPhotosOf(entry.key, new DOMParser().parseFromString(answer.html, "text/html"));
      } else { // refused: the words come back as a draft, to be mended where they were written
        writeList(entry.draft, [{ at: Date.now(), pairs: entry.pairs }]);
        flushing = false;
        return strip("有1条要改一下才能送出。", "去改", () => { location.href = entry.url; });
      }
    }
    flushing = false;
    showUnsent(sent > 0);
    sendPhotos(asked);
  }

  /* 4 ─ photos: shrunk here, sent one after another once their record is saved */
  const photos = [];
  const homes = {}; // where the photos of a record saved just now go, by the form's key

  async function pictureOf(file) {
    if (window.createImageBitmap) {
      try {
        return await createImageBitmap(file, { imageOrientation: "from-image" });
      } catch (unsupported) { /* the older way below */ }
    }
    return new Promise((done, fail) => {
      const picture = new Image();
      picture.onload = () => done(picture);
      picture.onerror = fail;
      picture.src = URL.createObjectURL(file);
    });
  }

  async function shrink(file) {
    const picture = await pictureOf(file);
    let scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    let blob = null;
    for (const quality of [0.82, 0.7, 0.56, 0.42, 0.42, 0.42, 0.42]) {
      const canvas = document.createElement("canvas");
      canvas.width = Math.max(1, Math.round(picture.width * scale));
      canvas.height = Math.max(1, Math.round(picture.height * scale));
      const pen = canvas.getContext("2d");
      pen.fillStyle = "#fff";
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
      blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
      if (blob && blob.size <= LARGEST) break;
      if (quality < 0.5) scale *= 0.75;
    }
    if (picture.close) picture.close();
    return blob || file;
  }

  async function addPhotos(input) {
    const form = input.form;
    const key = form.querySelector("[name=key]");
    const record = form.dataset.photos || !key ? "" : key.value;
    for (const file of Array.from(input.files)) {
      const blob = await shrink(file).catch(() => file);
      const url = form.dataset.photos || homes[record] || ""; // saved while the photo was still being shrunk
      const photo = { key: newKey(), at: Date.now(), me: me(), url, record, blob };
      photos.push(photo);
      show(input, blob, photo);
      const kept = await photoStore("readonly", (s) => s.count());
      photo.kept = !shared() && kept < KEPT_PHOTOS;
      if (photo.kept) await photoStore("readwrite", (s) => s.put(photo));
    }
    input.value = "";
    if (form.dataset.photos || homes[record]) sendPhotos(true);
  }

  function show(input, blob, photo) {
    const picture = document.createElement("img");
    picture.className = "ph";
    picture.alt = "刚选的照片，按一下去掉";
    picture.src = URL.createObjectURL(blob);
    picture.addEventListener("click", () => {
      picture.remove();
      drop(photo);
    });
    input.closest("label").before(picture);
  }

  async function drop(photo) {
    const place = photos.indexOf(photo);
    if (place >= 0) photos.splice(place, 1);
    await photoStore("readwrite", (s) => s.delete(photo.key));
  }

  /* The saved page says where the photos of its record go. */
  function sendPhotosOf(key, page) {
    const target = page.querySelector("[data-photos]");
    if (!key || !target) return;
    homes[key] = target.dataset.photos;
    photos.filter((p) => p.record === key && !p.url).forEach((photo) => {
      photo.url = target.dataset.photos;
      if (photo.kept) photoStore("readwrite", (s) => s.put(photo));
    });
    setTimeout(sendPhotos, 0);
  }

  let sending = false;
  async function sendPhotos(asked) {
    if (sending || (navigator.onLine === false && !asked)) return;
    sending = true;
    let sent = 0;
    for (let photo; (photo = photos.find((p) => p.url && p.me === me() && !p.said)); ) {
      showUnsent();
      const outcome = await sendPhoto(photo);
      if (outcome === "later") break;
      if (outcome === "sent") {
        sent += 1;
        await drop(photo);
      } else photo.said = outcome;
    }
    sending = false;
    if (photos.some((p) => p.url) || sent) showUnsent(sent > 0);
  }

  async function sendPhoto(photo) {
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      if (attempt) await wait(1000 * 2 ** attempt);
      const body = new FormData();
      body.append("photo", photo.blob, "photo.jpg");
      body.append("key", photo.key);
      try {
        const answer = await fetch(photo.url, {
          method: "POST", body, credentials: "same-origin", headers: { "X-CSRFToken": csrf(), Accept: "application/json" },
        });
        if (answer.ok && !answer.redirected) return "sent";
        if (answer.redirected) return new URL(answer.url).pathname.startsWith("/sign-in") ? "later" : "sent";
        if (answer.status < 500 && answer.status !== 429) return refusal(await answer.text());
      } catch (unreachable) {
        if (navigator.onLine === false) return "later";
      }
    }
    return "later";
  }

  function refusal(text) {
    try {
      return String(JSON.parse(text).error || "").slice(0, 120) || "这张没有收下";
    } catch (page) {
      return /[<{]/.test(text) || !text ? "这张没有收下" : text.slice(0, 120);
    }
  }

  /* Keys of records still being written or waiting: their photos are not orphans. */
  function openKeys() {
    const names = [];
    try {
      names.push(...Object.keys(localStorage).filter((name) => name.startsWith("draft:" + me() + ":")));
    } catch (refused) { /* none kept */ }
    const drafts = names.map((name) => readList(name)[0]).filter(Boolean);
    const keys = drafts.map((draft) => (draft.pairs.find(([name]) => name === "key") || [])[1]);
    return keys.concat(readList("unsent:" + me()).map((entry) => entry.key), all("[name=key]").map((field) => field.value));
  }

  async function wakePhotos() {
    const kept = (await photoStore("readonly", (s) => s.getAll())) || [];
    const keys = openKeys();
    for (const photo of kept) {
      const orphan = photo.me === me() && !photo.url && !keys.includes(photo.record);
      if (orphan || Date.now() - photo.at > WEEK) photoStore("readwrite", (s) => s.delete(photo.key));
      else if (!photos.some((p) => p.key === photo.key)) photos.push(photo);
    }
  }

  /* 5 ─ copy, filters, legend */
  async function copy(button) {
    const source = document.querySelector(button.dataset.copy);
    if (!source) return;
    const text = "value" in source ? source.value : source.textContent.trim();
    try {
      await navigator.clipboard.writeText(text);
    } catch (refused) {
      const field = document.createElement("textarea");
      field.value = text;
      field.className = "vh";
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    }
    const words = button.lastChild;
    const before = words.textContent;
    if (before === "已复制") return;
    words.textContent = "已复制";
    setTimeout(() => { words.textContent = before; }, 2000);
  }

  function choose(link) {
    const legend = link.closest("[data-legend]");
    const wanted = link.dataset.lane || "";
    all("a", legend).forEach((other) => {
      other.classList.toggle("on", other === link);
      if (other === link) other.setAttribute("aria-current", "true");
      else other.removeAttribute("aria-current");
    });
    all(legend.dataset.legend + " a[data-lane]").forEach((lane) => {
      lane.classList.toggle("away", wanted !== "" && lane.dataset.lane !== wanted);
    });
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy]");
    if (button) copy(button);
    const link = event.target.closest("[data-legend] a");
    if (link && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      choose(link);
    }
  });
  document.addEventListener("change", (event) => {
    const field = event.target;
    if (field.matches("[data-photo-input]") && field.form) addPhotos(field);
    if (field.matches("[data-shared-phone]")) {
      store("session", "shared", field.checked ? "1" : null);
      if (field.checked) forgetEverything();
    }
    const filter = field.form && field.form.matches("[data-filter]") ? field.form : null;
    if (filter && !(window.htmx && filter.hasAttribute("hx-get"))) filter.submit();
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-sign-out]") || form.dataset.forgotten) return;
    event.preventDefault();
    form.dataset.forgotten = "1";
    Promise.race([forgetEverything(), wait(1500)]).then(() => form.submit(), () => form.submit());
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    const form = event.target.closest("form[method=post]");
    if (form) keepChoices(form, event.detail.xhr);
  });
  /* In a parsed answer a noscript's button is real, and being the first it would be what the Enter key presses. */
  const bare = (part) => all("noscript", part).forEach((words) => words.remove());
  document.addEventListener("htmx:load", (event) => bare(event.target));
  /* Whoever was signed out meanwhile is led to the sign-in page, not shown a part of it. */
  document.addEventListener("htmx:beforeSwap", (event) => {
    const answered = event.detail.xhr.responseURL || "";
    if (!answered || new URL(answered).pathname !== "/sign-in/" || location.pathname === "/sign-in/") return;
    event.detail.shouldSwap = false;
    location.assign(answered);
  });
  window.addEventListener("online", () => flush());
  window.addEventListener("offline", () => showUnsent());
  window.addEventListener("popstate", () => { if (arrivedAt && location.pathname !== arrivedAt) location.reload(); });

  /* 6 ─ start: on load, and again when a sent form's answer has become the page */
  function start() {
    bare();
    all("form[data-draft]").forEach(prepareForm);
    scripted.then(() => all("form[method=post]:not([data-draft])").forEach((form) => catchUp(form)));
    all("[data-shared-phone]").forEach((box) => { box.checked = box.checked || store("session", "shared") === "1"; });
    if (readList("unsent:" + me()).length) showUnsent();
    shell();
  }

  /* The empty record form may open without a network; whatever names people is taken out of the kept copy. */
  async function shell() {
    const worker = navigator.serviceWorker && navigator.serviceWorker.controller;
    if (!worker || shared() || location.search || !document.querySelector("form[data-shell]")) return;
    try {
      const answer = await fetch(location.pathname, { credentials: "same-origin" });
      if (!answer.ok || answer.redirected) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      all("[data-people], .err", page).forEach((part) => part.remove());
      worker.postMessage({ path: location.pathname, html: "<!doctype html>" + page.documentElement.outerHTML });
    } catch (unreachable) { /* the copy kept before stays */ }
  }

  start();
  wakePhotos().then(() => flush());
  if ("serviceWorker" in navigator) navigator.serviceWorker.register("/worker.js").catch(() => {});
})();
