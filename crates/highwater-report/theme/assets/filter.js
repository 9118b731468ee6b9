// Shows of what a page lists the entries that have all words of the field and fit each choice. The
// address keeps both, so that a link can lead to what was found. Without this script all is shown.
"use strict";
(() => {
  const form = document.querySelector("form.filter");
  if (!form) return;
  // Without accents and case, so that `Elo` and `élo` are one.
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const entries = [...document.querySelectorAll(form.dataset.items)].map((item) => ({ item, text: plain(item.textContent) }));
  // A section of which nothing is left goes with its heading.
  const sections = [...document.querySelectorAll("main section")]
    .map((section) => [section, entries.filter(({ item }) => section.contains(item))])
    .filter(([, inside]) => inside.length > 0);
  const fields = [...form.querySelectorAll("[name]")];
  const field = form.elements.q;
  const choices = fields.filter((choice) => choice !== field);
  const shown = form.querySelector(".shown");

  const apply = () => {
    const words = plain(field.value).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const { item, text } of entries) {
      const fits = words.every((word) => text.includes(word)) && choices.every(({ name, value }) => !value || item.dataset[name] === value);
      item.hidden = !fits;
      count += fits;
    }
    for (const [section, inside] of sections) section.hidden = inside.every(({ item }) => item.hidden);
    shown.textContent = count === entries.length ? "" : `${count} of ${entries.length} shown`;
  };

  // A browser that forbids to change the address of a file from disk loses nothing else.
  const keep = () => {
    const query = new URLSearchParams(fields.filter(({ value }) => value).map(({ name, value }) => [name, value])).toString();
    try { history.replaceState(null, "", (query ? `?${query}` : location.pathname) + location.hash); } catch { /* the filter holds all the same */ }
  };

  // What a link leads to is shown, whatever was asked for before.
  const uncover = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target?.closest("[hidden]")) return;
    for (const each of fields) each.value = "";
    apply();
    keep();
    target.scrollIntoView();
  };

  form.addEventListener("input", () => { apply(); keep(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  // The fields are empty once the event is over.
  form.addEventListener("reset", () => setTimeout(() => { apply(); keep(); }));
  window.addEventListener("hashchange", uncover);

  form.hidden = false;
  const asked = new URLSearchParams(location.search);
  for (const each of fields) {
    const value = asked.get(each.name);
    // A choice that the page does not have any more is none.
    if (value !== null && (each === field || [...each.options].some((option) => option.value === value))) each.value = value;
  }
  apply();
  uncover();
})();
