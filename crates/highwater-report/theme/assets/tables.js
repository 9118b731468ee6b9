// Tables sort by a click on a heading, and one that is wider than its place says how much of it is still
// to come. Without this script they stand as they were built, with a shadow where there is more.
"use strict";
(() => {
  const LEAST = 5;
  // A number is compared by its raw text, which the build writes beside the rounded one.
  const key = (cell, numeric) => {
    const text = cell.dataset.v ?? cell.textContent.trim();
    if (!numeric) return text.toLocaleLowerCase();
    const number = parseFloat(text.replace(/^[>=~]+/, ""));
    return Number.isNaN(number) ? null : number;
  };
  const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

  const sort = (table, column, numeric, descending) => {
    const body = table.tBodies[0];
    const rows = [...body.rows].map((row) => [key(row.cells[column], numeric), row]);
    // What has no number comes last, whichever way the others go.
    rows.sort(([a], [b]) => {
      if (a === null || b === null) return (a === null) - (b === null);
      return descending ? compare(b, a) : compare(a, b);
    });
    body.append(...rows.map(([, row]) => row));
  };

  for (const table of document.querySelectorAll(".table table, .figure table")) {
    if (table.tBodies[0].rows.length < LEAST) continue;
    const headings = [...table.tHead.rows[0].cells];
    headings.forEach((heading, column) => {
      const numeric = heading.classList.contains("n");
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.append(...heading.childNodes);
      heading.append(button);
      button.addEventListener("click", () => {
        const was = heading.getAttribute("aria-sort");
        // A first click puts the largest number on top, and names in the order of the alphabet.
        const descending = was ? was === "ascending" : numeric;
        for (const other of headings) other.removeAttribute("aria-sort");
        heading.setAttribute("aria-sort", descending ? "descending" : "ascending");
        sort(table, column, numeric, descending);
      });
    });
  }

  for (const scroll of document.querySelectorAll(".scroll")) {
    const headings = scroll.querySelector("thead tr")?.cells;
    if (!headings) continue;
    // A screen reader has all columns.
    const note = document.createElement("p");
    note.className = "more-columns";
    note.setAttribute("aria-hidden", "true");
    scroll.before(note);
    const update = () => {
      const edge = scroll.getBoundingClientRect().right + 1;
      const left = [...headings].filter((heading) => heading.getBoundingClientRect().right > edge).length;
      note.hidden = scroll.scrollWidth <= scroll.clientWidth + 1;
      // The line keeps its place at the end of the way, so that the table does not move.
      note.style.visibility = left ? "" : "hidden";
      note.textContent = `${left} more column${left === 1 ? "" : "s"} →`;
    };
    scroll.addEventListener("scroll", update, { passive: true });
    new ResizeObserver(update).observe(scroll);
  }
})();
