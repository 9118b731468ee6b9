// What a mark of a figure shows, in words: of the mark nearest to the mouse or the finger, and of each
// in turn by the arrow keys. Without this script the numbers are in the table.
"use strict";
(() => {
  const LEAVE = 250; // ms in which the mouse may cross from the plot to the words
  const GAP = 10;
  const tip = document.createElement("div");
  tip.id = "tip";
  tip.className = "tip";
  tip.hidden = true;
  const status = document.createElement("div");
  status.className = "unseen";
  status.setAttribute("role", "status");
  document.body.append(tip, status);

  let shown = null; // the mark whose words are shown
  let leaving = 0;

  const hide = () => {
    clearTimeout(leaving);
    shown?.classList.remove("at");
    shown = null;
    tip.hidden = true;
  };
  const leave = () => {
    clearTimeout(leaving);
    leaving = setTimeout(hide, LEAVE);
  };

  // What the marks of a figure say, in the order in which they are read: each has the number of a line of
  // the figure, or stands in a group of which the first has it. The narrow figure has the lines of the
  // wide one, whose title names it too, and may add its own.
  const lines = (svg) => {
    const text = svg.querySelector("metadata")?.textContent;
    return text ? text.split("\n") : [];
  };
  const titled = (svg) => svg.getAttribute("aria-labelledby").split(" ").map((id) => document.getElementById(id));
  const told = (svg) => {
    const first = titled(svg)[0].closest("svg");
    const all = first === svg ? lines(svg) : [...lines(first), ...lines(svg)];
    const marks = new Map();
    for (const part of svg.querySelectorAll(":not([data-i]) > [data-i]")) {
      let at = Number(part.dataset.i);
      for (const mark of part.tagName === "g" ? part.children : [part]) {
        at = Number(mark.dataset.i ?? at);
        marks.set(mark, all[at++]);
      }
    }
    return marks;
  };
  const words = (mark, line) => {
    const [where, number] = line.split("\t");
    const series = mark.closest(".series")?.dataset.series;
    return number === undefined ? { number: line } : { where, number, series };
  };

  // Above the mark, or below it where there is no room or the mouse would be covered; never out of the
  // window.
  const place = (mark, at) => {
    const box = mark.getBoundingClientRect();
    const own = tip.getBoundingClientRect();
    // A long bar or a wide cell has its words where the mouse is.
    const middle = at ? Math.min(Math.max(at.clientX, box.left), box.right) : box.left + box.width / 2;
    const most = document.documentElement.clientWidth - own.width - 8;
    const left = Math.max(8, Math.min(middle - own.width / 2, most));
    const above = box.top - GAP - own.height;
    const covers = at && at.clientY >= above && at.clientY < box.top - GAP && at.clientX >= left && at.clientX <= left + own.width;
    tip.style.left = left + scrollX + "px";
    tip.style.top = (above < 0 || covers ? box.bottom + GAP : above) + scrollY + "px";
  };

  const show = (mark, line, at) => {
    clearTimeout(leaving);
    if (mark !== shown) {
      shown?.classList.remove("at");
      shown = mark;
      mark.classList.add("at");
      const parts = Object.entries(words(mark, line)).filter(([, text]) => text);
      tip.replaceChildren(...parts.map(([name, text]) => {
        const line = document.createElement("p");
        line.className = name;
        line.textContent = text;
        return line;
      }));
      tip.hidden = false;
    }
    place(mark, at);
  };

  // The marks with their boxes in the figure's own pixels, and the box around all and the grid.
  const measure = (svg, told) => {
    const boxed = (part) => {
      const { x, y, width, height } = part.getBBox();
      return { part, left: x, top: y, right: x + width, bottom: y + height, round: part.tagName === "circle" };
    };
    const marks = [...told.keys()].map(boxed);
    const around = marks.concat([...svg.querySelectorAll(".grid, .baseline")].map(boxed));
    const frame = {
      left: Math.min(...around.map((box) => box.left)) - 12,
      top: Math.min(...around.map((box) => box.top)) - 12,
      right: Math.max(...around.map((box) => box.right)) + 12,
      bottom: Math.max(...around.map((box) => box.bottom)) + 12,
    };
    return { marks, frame };
  };
  const area = (box) => (box.right - box.left) * (box.bottom - box.top);
  const distance = (box, x, y) => {
    const [cx, cy] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    // Of circles that overlap, the one whose middle is nearest.
    if (box.round) return Math.hypot(x - cx, y - cy);
    return Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
  };
  const nearest = ({ marks, frame }, x, y) => {
    if (x < frame.left || x > frame.right || y < frame.top || y > frame.bottom) return null;
    let [best, least] = [null, Infinity];
    for (const box of marks) {
      const found = distance(box, x, y);
      if (found < least || (found === least && area(box) < area(best))) [best, least] = [box, found];
    }
    return best?.part;
  };

  // The marks in the order in which they are read, and what a key leads to from one of them.
  const series = (mark) => mark.closest(".series")?.dataset.series ?? "";
  const step = (marks, at, key) => {
    const names = [...new Set(marks.map(series))];
    const along = names.length > 1 && at >= 0 ? { ArrowDown: 1, ArrowUp: -1 }[key] : undefined;
    if (along) {
      const name = names[(names.indexOf(series(marks[at])) + along + names.length) % names.length];
      return marks.findIndex((mark) => series(mark) === name);
    }
    return {
      ArrowRight: Math.min(at + 1, marks.length - 1),
      ArrowDown: Math.min(at + 1, marks.length - 1),
      ArrowLeft: Math.max(at - 1, 0),
      ArrowUp: Math.max(at - 1, 0),
      Home: 0,
      End: marks.length - 1,
    }[key];
  };

  for (const plot of document.querySelectorAll(".plot")) {
    const svg = plot.querySelector("svg");
    let measured = null;
    const says = told(svg);
    const known = () => (measured ??= measure(svg, says));
    if (!says.size) continue;

    const over = (event) => {
      const frame = svg.getBoundingClientRect();
      const scale = svg.viewBox.baseVal.width / frame.width;
      const mark = nearest(known(), (event.clientX - frame.left) * scale, (event.clientY - frame.top) * scale);
      if (mark) show(mark, says.get(mark), event);
      else hide();
    };
    svg.addEventListener("pointermove", (event) => event.pointerType === "mouse" && over(event));
    svg.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && leave());
    // A finger that scrolls the page ends no tap.
    svg.addEventListener("click", over);

    plot.tabIndex = 0;
    plot.setAttribute("role", "application");
    plot.setAttribute("aria-roledescription", "chart");
    const [title, desc] = titled(svg);
    plot.setAttribute("aria-label", title.textContent + ". " + says.size + " marks: the arrow keys step through them.");
    plot.setAttribute("aria-describedby", desc.id);
    plot.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
      const marks = known().marks.map((box) => box.part);
      const to = step(marks, marks.indexOf(shown), event.key);
      if (to === undefined) return;
      event.preventDefault();
      const mark = marks[to];
      show(mark, says.get(mark));
      status.textContent = [...tip.children].map((line) => line.textContent).join(", ");
      window.highlightSeries?.(svg, new Set(marks.map(series)).size > 1 ? series(mark) : "");
    });
    plot.addEventListener("blur", () => {
      window.highlightSeries?.(svg, "");
      if (plot.contains(shown)) hide();
    });
  }

  tip.addEventListener("pointerenter", () => clearTimeout(leaving));
  tip.addEventListener("pointerleave", leave);
  document.addEventListener("pointerdown", (event) => {
    if (!event.target.closest?.(".plot, .tip")) hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  addEventListener("resize", hide);
})();
