// What does not fit the window at the width it has now.
const width = document.documentElement.clientWidth;
const shown = (part) => part.checkVisibility({ visibilityProperty: true });
const name = (part) => {
  const classes = part.getAttribute("class");
  return part.tagName.toLowerCase() + (part.id ? "#" + part.id : "") + (classes ? "." + classes.replaceAll(" ", ".") : "");
};

// Whatever scrolls by itself may hold what is wider than the window.
const scrolls = (part) => part.closest(".scroll, pre") && !part.matches(".scroll, pre");
const sticking = [...document.querySelectorAll("body *")].filter((part) => {
  if (!shown(part) || scrolls(part) || part.matches(".skip, script") || part.closest("title, desc")) return false;
  const box = part.getBoundingClientRect();
  return box.width > 0 && (box.right > width + 0.5 || box.left < -0.5);
}).map(name);

const small = [];
const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walk.nextNode()) {
  const part = walk.currentNode.parentElement;
  if (!walk.currentNode.data.trim() || part.closest("svg, script") || !shown(part)) continue;
  const size = parseFloat(getComputedStyle(part).fontSize);
  if (size < 11.99) small.push(size.toFixed(1) + " px: " + walk.currentNode.data.trim());
}
const leaving = [];
for (const figure of document.querySelectorAll("svg.hw-figure")) {
  if (!shown(figure)) continue;
  const frame = figure.getBoundingClientRect();
  const scale = frame.width / figure.viewBox.baseVal.width;
  for (const label of figure.querySelectorAll("text")) {
    const size = parseFloat(getComputedStyle(label).fontSize) * scale;
    if (size < 11.99) small.push(size.toFixed(1) + " px: " + label.textContent);
    const box = label.getBoundingClientRect();
    if (box.left < frame.left - 0.5 || box.right > frame.right + 0.5) leaving.push(label.textContent);
  }
}
const count = (selector) => [...document.querySelectorAll(selector)].filter(shown).length;
return {
  page: document.documentElement.scrollWidth - width,
  sticking,
  small,
  leaving,
  wide: count(".figure .wide"),
  narrow: count(".figure .narrow"),
  figures: document.querySelectorAll(".figure").length,
};
