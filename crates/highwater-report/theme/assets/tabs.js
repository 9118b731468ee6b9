// Chart, table, data and method of a figure as tabs, after the ARIA pattern: one tab stop, arrows, Home
// and End. Without this script the three after the chart are folded below it.
"use strict";
(() => {
  const node = (tag, attributes) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    return made;
  };

  // The content of a folded part, without the line that unfolds it.
  const unfolded = (part) => {
    if (part.tagName !== "DETAILS") return part;
    const panel = node("div", { id: part.id, class: part.className, "data-tab": part.dataset.tab });
    panel.append(...[...part.children].filter((child) => child.tagName !== "SUMMARY"));
    part.replaceWith(panel);
    return panel;
  };

  for (const figure of document.querySelectorAll("figure.figure")) {
    const panels = [...figure.querySelectorAll(":scope > .view")].map(unfolded);
    if (panels.length < 2) continue;
    const caption = figure.querySelector("figcaption");
    const list = node("div", { class: "tabs", role: "tablist", "aria-label": caption.textContent + " as" });
    const tabs = panels.map((panel) => {
      const tab = node("button", { type: "button", id: panel.id + "-tab", role: "tab", "aria-controls": panel.id });
      tab.textContent = panel.dataset.tab;
      panel.setAttribute("role", "tabpanel");
      panel.setAttribute("aria-labelledby", tab.id);
      list.append(tab);
      return tab;
    });
    const select = (chosen) => {
      tabs.forEach((tab, at) => {
        tab.setAttribute("aria-selected", String(at === chosen));
        tab.tabIndex = at === chosen ? 0 : -1;
        panels[at].hidden = at !== chosen;
      });
    };
    list.addEventListener("click", (event) => {
      const at = tabs.indexOf(event.target);
      if (at >= 0) select(at);
    });
    list.addEventListener("keydown", (event) => {
      const at = tabs.indexOf(event.target);
      const to = {
        ArrowRight: (at + 1) % tabs.length,
        ArrowLeft: (at + tabs.length - 1) % tabs.length,
        Home: 0,
        End: tabs.length - 1,
      }[event.key];
      if (to === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      select(to);
      tabs[to].focus();
    });
    // A link to something in a part that is hidden shows that part.
    const follow = () => {
      const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
      const at = panels.findIndex((panel) => target && panel.contains(target));
      if (at >= 0) select(at);
    };
    caption.after(list);
    select(0);
    follow();
    addEventListener("hashchange", follow);
  }
})();
