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
  const parts = (text) => text.match(/[\p{L}\p{N}]+/gu) ?? [];

  // English words are found in all their forms: what `doubling`, `doubled` and `doubles` have in common is
  // `doubl`. Words of other languages are compared as they are.
  const isEnglish = /^en\b/i.test(document.documentElement.lang);
  const ENDINGS = [
    [/(?<=...)ies$/, "y"], [/(?<=(?:ss|x|z|ch|sh))es$/, ""], [/(?<=..[^sui])s$/, ""],
    [/(?<=....)(?:ness|ment)$/, ""], [/(?<=...)(?:ing|ed)(?:ly)?$/, ""], [/(?<=.....)er$/, ""], [/(?<=....)ly$/, ""],
    [/(?<=...)cy$/, "t"], [/(?<=..[^aeiou])y$/, "i"], [/(?<=...)e$/, ""], [/([bdgklmnprt])\1$/, "$1"],
  ];
  const stem = (word) => (isEnglish ? ENDINGS.reduce((stem, [ending, by]) => stem.replace(ending, by), word) : word);
  // Words that say nothing of what is looked for.
  const EMPTY = new Set(isEnglish ? "a an and are as at by did do does for from had has have how in is it its of on or than that the their they this to was were what when which who why will with".split(" ") : []);

  const of = (text) => ({ text: plain(text), stems: new Set(parts(plain(text)).map(stem)) });
  const texts = entries.map(([, words, more, , body]) => [of(words), of(more), of(body)]);

  // Where all words of the query are found, how well: a word in one of its forms or the start of one
  // counts more than a piece from its middle, and one in the entry's own words more than one in what is
  // said of it or in the text under it; zero where one is missing.
  const WEIGHTS = [6, 2, 2];
  // Stories and their parts come before the many values that have the same words.
  const KINDS = [1.5, 1.2, 1.2, 1, 0.5];
  const score = (places, query) => {
    let sum = 0;
    for (const word of query) {
      const root = stem(word);
      let best = 0;
      places.forEach(({ text, stems }, place) => {
        const at = text.indexOf(word);
        const starts = at === 0 || (at > 0 && !/[\p{L}\p{N}]/u.test(text[at - 1]));
        const found = stems.has(root) ? 1 : starts ? 0.8 : at > 0 && word.length > 2 ? 0.4 : 0;
        best = Math.max(best, found * WEIGHTS[place]);
      });
      if (best === 0) return 0;
      sum += best;
    }
    return sum;
  };

  // Of the text under an entry, what stands around the first word that is looked for.
  const AROUND = 70;
  const passage = (body, query) => {
    const roots = query.map(stem);
    for (const { 0: word, index } of body.matchAll(/[\p{L}\p{N}]+/gu)) {
      const known = plain(word);
      if (!roots.includes(stem(known)) && !query.some((asked) => known.startsWith(asked))) continue;
      const from = body.lastIndexOf(" ", Math.max(0, index - AROUND)) + 1;
      const to = body.indexOf(" ", index + word.length + AROUND);
      return (from ? "… " : "") + body.slice(from, to < 0 ? undefined : to) + (to < 0 ? "" : " …");
    }
    return "";
  };

  const item = ([kind, words, more, href, body], query) => {
    const li = document.createElement("li");
    const a = document.createElement("a");
    a.href = href;
    a.textContent = words;
    const meta = document.createElement("span");
    meta.className = "meta";
    meta.textContent = more ? `${kinds[kind]} · ${more}` : kinds[kind];
    li.append(a, meta);
    const text = passage(body, query);
    if (text) {
      const found = document.createElement("span");
      found.className = "passage";
      found.textContent = text;
      li.append(found);
    }
    return li;
  };

  const search = () => {
    const all = parts(plain(field.value));
    const telling = all.filter((word) => !EMPTY.has(word));
    const query = telling.length ? telling : all;
    if (query.length === 0) {
      found.textContent = "";
      results.replaceChildren();
      return;
    }
    const hits = [];
    entries.forEach((entry, at) => {
      const points = score(texts[at], query);
      if (points) hits.push([points * KINDS[entry[0]], entry[0], at]);
    });
    // The best first; of those alike stories before claims, and these before values.
    hits.sort((a, b) => b[0] - a[0] || a[1] - b[1] || a[2] - b[2]);
    results.replaceChildren(...hits.slice(0, MOST).map(([, , at]) => item(entries[at], query)));
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
