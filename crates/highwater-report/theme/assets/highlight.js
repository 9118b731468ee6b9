// The name of a series, in the legend or at its marks, lights the series and dims the others: while the
// mouse is on it, and until the next click where it was clicked. `tooltips.js` does the same for the
// keyboard.
"use strict";
(() => {
  const named = (event) => event.target.closest(".series .label, .series .key")?.closest(".series");
  const light = (svg, series) => {
    svg.classList.toggle("dimmed", Boolean(series));
    for (const group of svg.querySelectorAll(".series")) {
      group.classList.toggle("lit", group.dataset.series === series);
    }
  };
  // For the keyboard, which has no mouse to put on a name.
  window.highlightSeries = light;

  for (const svg of document.querySelectorAll(".plot .hw-figure")) {
    const names = new Set([...svg.querySelectorAll(".series")].map((group) => group.dataset.series));
    if (names.size < 2) continue;
    svg.classList.add("lights");
    let kept = "";
    svg.addEventListener("pointerover", (event) => {
      if (event.pointerType !== "mouse") return;
      light(svg, named(event)?.dataset.series ?? kept);
    });
    svg.addEventListener("pointerleave", (event) => {
      if (event.pointerType === "mouse") light(svg, kept);
    });
    svg.addEventListener("click", (event) => {
      const series = named(event)?.dataset.series ?? "";
      kept = series === kept ? "" : series;
      light(svg, kept);
    });
  }
})();
