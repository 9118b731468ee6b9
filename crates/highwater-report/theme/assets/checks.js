// The switch that shows the checks works without a script; this one remembers it from page to page.
"use strict";
(() => {
  const KEY = "show-checks";
  const box = document.getElementById(KEY);
  if (!box) return;
  // A browser that keeps nothing for this site forgets the switch, and loses nothing else.
  const kept = (act) => {
    try { return act(localStorage); } catch { return null; }
  };
  box.checked = kept((store) => store.getItem(KEY)) === "yes";
  box.addEventListener("change", () => {
    kept((store) => (box.checked ? store.setItem(KEY, "yes") : store.removeItem(KEY)));
  });
})();
