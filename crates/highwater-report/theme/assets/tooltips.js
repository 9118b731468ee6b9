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

  let shown = null; // what is told: a mark, or a place on one
  let leaving = 0;

  const light = (box, on) => (box.ring ?? box.part).classList.toggle("at", on);
  const hide = () => {
    clearTimeout(leaving);
    if (shown) light(shown, false);
    shown = null;
    tip.hidden = true;
  };
  const leave = () => {
    clearTimeout(leaving);
    leaving = setTimeout(hide, LEAVE);
  };

  // What the marks of a figure say: each has the number of a line, or stands in a group, or is a part of a
  // path, of which the first has it. The narrow figure has the lines of the wide one, whose title names it
  // too, and may add its own.
  const lines = (svg) => {
    const split = (selector) => svg.querySelector(selector)?.textContent.split("\n") ?? [];
    const parts = split("metadata.parts");
    return split("metadata:not(.parts)").map((line) => {
      const [where, number, listed] = line.split("\t");
      if (number === undefined) return { number: where };
      // A place that is a list has a digit for each of its parts.
      const spelt = listed === undefined ? where : [...where].map((digit) => parts[parseInt(digit, 36)]).join("; ");
      return { where: spelt, number };
    });
  };
  const titled = (svg) => svg.getAttribute("aria-labelledby").split(" ").map((id) => document.getElementById(id));

  // The corners of each part of a path, as the figures write them.
  const corners = (path) => {
    const found = [];
    let [x, y] = [0, 0];
    for (const [, letter, rest] of path.getAttribute("d").matchAll(/([MmLlhvz])([^MmLlhvz]*)/g)) {
      const numbers = (rest.match(/-?(\d+\.?\d*|\.\d+)/g) ?? []).map(Number);
      if (letter === "M") [x, y] = [0, 0];
      if (/m/i.test(letter)) found.push([]);
      for (let at = 0; at < numbers.length; at += /[hv]/.test(letter) ? 1 : 2) {
        if (letter !== "v") x += numbers[at];
        if (letter !== "h") y += numbers[letter === "v" ? at : at + 1];
        found.at(-1).push([x, y]);
      }
    }
    return found;
  };
  const around = (points) => {
    const [xs, ys] = [0, 1].map((axis) => points.map((point) => point[axis]));
    return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
  };

  // All that a figure tells, in the order in which it is read, each with its box in the figure's pixels.
  const told = (svg) => {
    const first = titled(svg)[0].closest("svg");
    const all = first === svg ? lines(svg) : [...lines(first), ...lines(svg)];
    const boxes = [];
    for (const part of svg.querySelectorAll(":not([data-i]) > [data-i]")) {
      let at = Number(part.dataset.i);
      const series = part.closest(".series")?.dataset.series ?? "";
      if (part.dataset.n) {
        for (const points of corners(part)) boxes.push({ part, series, words: all[at++], ...around(points), ring: true });
        continue;
      }
      for (const mark of part.tagName === "g" ? part.children : [part]) {
        at = Number(mark.dataset.i ?? at);
        const { x, y, width, height } = mark.getBBox();
        const isLine = mark.tagName === "path" && mark.closest(".line");
        boxes.push({
          part: mark, series, words: all[at++], left: x, top: y, right: x + width, bottom: y + height,
          round: mark.tagName === "circle", points: isLine ? corners(mark).flat() : null,
        });
      }
    }
    return boxes;
  };
  // A box of the figure in the window.
  const seen = (box) => {
    const svg = box.part.ownerSVGElement;
    const { left, top, width } = svg.getBoundingClientRect();
    const scale = width / svg.viewBox.baseVal.width;
    return { left: left + box.left * scale, top: top + box.top * scale, right: left + box.right * scale, bottom: top + box.bottom * scale };
  };

  // Above the mark, or below it where there is no room or the mouse would be covered; never out of the
  // window.
  const place = (mark, at) => {
    const box = seen(mark.points ? onLine(mark, at) : mark);
    const own = tip.getBoundingClientRect();
    // A long bar or a wide cell has its words where the mouse is.
    const middle = at ? Math.min(Math.max(at.clientX, box.left), box.right) : (box.left + box.right) / 2;
    const most = document.documentElement.clientWidth - own.width - 8;
    const left = Math.max(8, Math.min(middle - own.width / 2, most));
    const above = box.top - GAP - own.height;
    const covers = at && at.clientY >= above && at.clientY < box.top - GAP && at.clientX >= left && at.clientX <= left + own.width;
    tip.style.left = left + scrollX + "px";
    tip.style.top = (above < 0 || covers ? box.bottom + GAP : above) + scrollY + "px";
  };

  // A ring for one of very many marks in a path, which has no element of its own.
  const ring = (box) => {
    const svg = box.part.ownerSVGElement;
    const circle = svg.querySelector(".ring") ?? svg.appendChild(document.createElementNS(svg.namespaceURI, "circle"));
    circle.setAttribute("class", "ring f-none");
    circle.setAttribute("r", 4.5);
    circle.setAttribute("cx", (box.left + box.right) / 2);
    circle.setAttribute("cy", (box.top + box.bottom) / 2);
    return circle;
  };

  const show = (mark, at) => {
    clearTimeout(leaving);
    if (mark !== shown) {
      if (shown) light(shown, false);
      shown = mark;
      if (mark.ring) mark.ring = ring(mark);
      light(mark, true);
      const { where, number } = mark.words;
      const parts = Object.entries({ where, number, series: where === undefined ? "" : mark.series });
      tip.replaceChildren(...parts.filter(([, text]) => text).map(([name, text]) => {
        const line = document.createElement("p");
        line.className = name;
        line.textContent = text;
        return line;
      }));
      tip.hidden = false;
    }
    place(mark, at);
  };

  // The boxes of a figure, and the one around all and the grid.
  const measure = (svg) => {
    const marks = told(svg);
    const boxes = marks.concat([...svg.querySelectorAll(".grid, .baseline")].map((part) => {
      const { x, y, width, height } = part.getBBox();
      return { left: x, top: y, right: x + width, bottom: y + height };
    }));
    const frame = {
      left: Math.min(...boxes.map((box) => box.left)) - 12,
      top: Math.min(...boxes.map((box) => box.top)) - 12,
      right: Math.max(...boxes.map((box) => box.right)) + 12,
      bottom: Math.max(...boxes.map((box) => box.bottom)) + 12,
    };
    return { marks, frame };
  };
  const area = (box) => (box.right - box.left) * (box.bottom - box.top);
  // The place on a line that is nearest to a point, with how far that is.
  const alongLine = (points, x, y) => {
    let best = { far: Infinity };
    points.slice(1).forEach(([bx, by], at) => {
      const [ax, ay] = points[at];
      const [dx, dy] = [bx - ax, by - ay];
      const part = Math.min(Math.max(((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1), 0), 1);
      const [px, py] = [ax + part * dx, ay + part * dy];
      const far = Math.hypot(x - px, y - py);
      if (far < best.far) best = { far, left: px, top: py, right: px, bottom: py };
    });
    return best;
  };
  const inFigure = (svg, event) => {
    const frame = svg.getBoundingClientRect();
    const scale = svg.viewBox.baseVal.width / frame.width;
    return [(event.clientX - frame.left) * scale, (event.clientY - frame.top) * scale];
  };
  // Where the words of a line belong: beside the mouse, or at its middle.
  const onLine = (mark, at) => {
    const [x, y] = at ? inFigure(mark.part.ownerSVGElement, at) : mark.points[Math.floor(mark.points.length / 2)];
    return { part: mark.part, ...alongLine(mark.points, x, y) };
  };
  const distance = (box, x, y) => {
    if (box.points) return alongLine(box.points, x, y).far;
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
    return best;
  };

  // What a key leads to from one of the marks.
  const step = (marks, at, key) => {
    const names = [...new Set(marks.map((mark) => mark.series))];
    const along = names.length > 1 && at >= 0 ? { ArrowDown: 1, ArrowUp: -1 }[key] : undefined;
    if (along) {
      const name = names[(names.indexOf(marks[at].series) + along + names.length) % names.length];
      return marks.findIndex((mark) => mark.series === name);
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
    if (!svg.querySelector("[data-i]")) continue;
    const known = () => (measured ??= measure(svg));

    const over = (event) => {
      const mark = nearest(known(), ...inFigure(svg, event));
      if (mark) show(mark, event);
      else hide();
    };
    svg.addEventListener("pointermove", (event) => event.pointerType === "mouse" && over(event));
    svg.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && leave());
    // A finger that scrolls the page ends no tap.
    svg.addEventListener("click", over);

    const [title, desc] = titled(svg);
    const parts = [...svg.querySelectorAll(":not([data-i]) > [data-i]")];
    const count = parts.reduce((sum, part) => sum + Number(part.dataset.n ?? (part.tagName === "g" ? part.children.length : 1)), 0);
    plot.tabIndex = 0;
    plot.setAttribute("role", "application");
    plot.setAttribute("aria-roledescription", "chart");
    plot.setAttribute("aria-label", title.textContent + ". " + count + " marks: the arrow keys step through them.");
    plot.setAttribute("aria-describedby", desc.id);
    plot.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
      const { marks } = known();
      const to = step(marks, marks.indexOf(shown), event.key);
      if (to === undefined) return;
      event.preventDefault();
      show(marks[to]);
      status.textContent = [...tip.children].map((line) => line.textContent).join(", ");
      window.highlightSeries?.(svg, new Set(marks.map((mark) => mark.series)).size > 1 ? marks[to].series : "");
    });
    plot.addEventListener("blur", () => {
      window.highlightSeries?.(svg, "");
      if (plot.contains(shown?.part)) hide();
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
