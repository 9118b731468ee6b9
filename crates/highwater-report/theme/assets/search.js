// Finds stories, sections, figures, claims and values by their words. The index lies in the page; without
// this script the page leads to the lists.
"use strict";
(() => {
  const MOST = 40;
  const field = document.getElementById("query");
  const found = document.getElementById("found");
  const results = document.getElementById("results");
  const { kinds, entries } = JSON.parse(document.getElementById("index").textContent);

  // Without accents and case, so that `Elo` and `élo` are one.
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const texts = entries.map(([, words, more]) => [plain(words), plain(more)]);

  // Where all words of the query are found, how well: at the start of a word of the entry's own, inside
  // one, or in what is said of it; zero where one is missing.
  const score = ([words, more], query) => {
    let sum = 0;
    for (const word of query) {
      const at = words.indexOf(word);
      if (at === 0 || (at > 0 && /[^\p{L}\p{N}]/u.test(words[at - 1]))) sum += 4;
      else if (at > 0) sum += 2;
      else if (more.includes(word)) sum += 1;
      else return 0;
    }
    return sum;
  };

  const item = ([kind, words, more, href]) => {
    const li = document.createElement("li");
    const a = document.createElement("a");
    a.href = href;
    a.textContent = words;
    const meta = document.createElement("span");
    meta.className = "meta";
    meta.textContent = more ? `${kinds[kind]} · ${more}` : kinds[kind];
    li.append(a, meta);
    return li;
  };

  const search = () => {
    const query = plain(field.value).split(/\s+/).filter(Boolean);
    if (query.length === 0) {
      found.textContent = "";
      results.replaceChildren();
      return;
    }
    const hits = [];
    entries.forEach((entry, at) => {
      const points = score(texts[at], query);
      if (points) hits.push([points, entry[0], at]);
    });
    // The best first; of those alike stories before claims, and these before values.
    hits.sort((a, b) => b[0] - a[0] || a[1] - b[1] || a[2] - b[2]);
    results.replaceChildren(...hits.slice(0, MOST).map(([, , at]) => item(entries[at])));
    const left = hits.length - MOST;
    found.textContent =
      hits.length === 0 ? "Nothing has all of these words."
      : left > 0 ? `${hits.length} found; the first ${MOST} are shown.`
      : `${hits.length} found.`;
  };

  // The address keeps the query, so that the way back from a result leads to the list. A browser that
  // forbids that for files from disk loses nothing else.
  const keep = () => {
    const address = field.value ? `?q=${encodeURIComponent(field.value)}` : location.pathname;
    try { history.replaceState(null, "", address); } catch { /* the list is shown all the same */ }
  };

  field.addEventListener("input", () => { search(); keep(); });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") results.querySelector("a")?.click();
    if (event.key === "ArrowDown") {
      event.preventDefault();
      results.querySelector("a")?.focus();
    }
  });
  results.addEventListener("keydown", (event) => {
    const links = [...results.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      (links[at + step] ?? (step < 0 ? field : links[at])).focus();
    }
    if (event.key === "Escape") field.focus();
  });

  field.hidden = false;
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  search();
})();
