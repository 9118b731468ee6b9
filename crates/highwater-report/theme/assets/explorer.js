// A reader makes the choices that a question leaves open, and sees what they come to. The address keeps
// them: #explore-ID=1.0.2. Without this script the outcome of the page's own choices is shown.
"use strict";
(() => {
  const SIGNS = { holds: "✓", unclear: "≈", fails: "✗", open: "–", "not-testable": "?" };
  const SVG = "http://www.w3.org/2000/svg";
  const WIDTH = 1000;

  const shape = (tag, attributes) => {
    const made = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    return made;
  };

  for (const section of document.querySelectorAll(".explorer")) {
    const data = JSON.parse(section.querySelector("script").textContent);
    const form = section.querySelector(".choices");
    const selects = [...form.querySelectorAll("select")];
    const sizes = selects.map((select) => select.options.length);
    const names = selects.map((select) => [...select.options].map((option) => option.textContent));
    const effectName = section.querySelector(".effect").textContent;
    const first = data.outcomes[data.of[0]][1];
    const prefix = first && effectName.endsWith(first) ? effectName.slice(0, -first.length) : "";

    const chosen = () => selects.map((select) => select.selectedIndex);
    const outcome = (options) => data.outcomes[data.of[options.reduce((at, option, i) => at * sizes[i] + option, 0)]];
    const key = (found) => data.verdicts[found[0]][0];
    const words = (found) => data.verdicts[found[0]][1];

    // All outcomes as ticks along the axis of effects, the chosen one above them, and what the places
    // along it are.
    const strip = section.querySelector(".strip");
    const svg = shape("svg", { viewBox: "0 0 " + WIDTH + " 60", "aria-hidden": "true", preserveAspectRatio: "none" });
    const ticks = data.outcomes.filter((found) => found[2]).map((found) => "M" + found[2][1] * WIDTH + " 34V52");
    const interval = shape("line", { class: "interval", y1: 16, y2: 16 });
    const point = shape("line", { class: "point", y1: 6, y2: 52 });
    const none = data.none * WIDTH;
    svg.append(
      shape("path", { class: "all", d: ticks.join("") }),
      shape("line", { class: "none", x1: none, x2: none, y1: 0, y2: 60 }),
      interval,
      point,
    );
    const scale = document.createElement("div");
    scale.className = "scale";
    scale.setAttribute("aria-hidden", "true");
    for (const [at, text] of data.ticks) {
      const tick = document.createElement("span");
      tick.textContent = text;
      tick.style.left = 100 * at + "%";
      tick.style.transform = "translateX(-" + (at < 0.02 ? 0 : at > 0.98 ? 100 : 50) + "%)";
      scale.append(tick);
      svg.append(shape("path", { class: "tick", d: "M" + at * WIDTH + " 54V60" }));
    }
    strip.prepend(svg, scale);

    const show = () => {
      const options = chosen();
      const found = outcome(options);
      const verdict = section.querySelector(".outcome b");
      verdict.className = key(found);
      verdict.textContent = words(found);
      section.querySelector(".effect").textContent = found[1] ? prefix + found[1] : "";
      section.querySelectorAll(".values dd").forEach((value, i) => {
        value.textContent = found[3][i];
      });
      section.querySelectorAll(".of-claim").forEach((claim, i) => {
        const [name, told] = data.claims[found[4][i]];
        claim.className = "of-claim " + name;
        claim.textContent = told;
      });
      // Each option says what it alone would change.
      selects.forEach((select, i) => {
        names[i].forEach((name, option) => {
          const other = outcome(options.map((now, j) => (j === i ? option : now)));
          select.options[option].textContent = name + "  " + SIGNS[key(other)];
        });
      });
      const places = found[2];
      for (const line of [interval, point]) line.toggleAttribute("hidden", !places);
      if (places) {
        const [low, at, high] = places.map((place) => place * WIDTH);
        interval.setAttribute("x1", low);
        interval.setAttribute("x2", high);
        point.setAttribute("x1", at);
        point.setAttribute("x2", at);
      }
      return options;
    };

    // The address, where it speaks of this headline.
    const start = "#" + section.id + "=";
    const read = () => {
      if (!location.hash.startsWith(start)) return;
      const options = location.hash.slice(start.length).split(".").map(Number);
      selects.forEach((select, i) => {
        select.selectedIndex = options[i] >= 0 && options[i] < sizes[i] ? options[i] : 0;
      });
      show();
    };
    form.addEventListener("change", () => {
      history.replaceState(null, "", start + show().join("."));
    });
    form.addEventListener("reset", () => {
      setTimeout(() => {
        show();
        history.replaceState(null, "", location.pathname + location.search);
      });
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    addEventListener("hashchange", () => {
      read();
      if (location.hash.startsWith(start)) section.scrollIntoView({ behavior: "instant" });
    });
    form.hidden = false;
    strip.hidden = false;
    show();
    read();
    if (location.hash.startsWith(start)) section.scrollIntoView({ behavior: "instant" });
  }
})();
