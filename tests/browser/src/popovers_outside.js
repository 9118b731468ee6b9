// Opens each number and claim at three places of the window; returns how many, and those whose card
// leaves the window or covers the words that it belongs to.
const card = document.getElementById("card");
const outside = [];
let opened = 0;
for (const at of document.querySelectorAll("main a.fact, main a.claim")) {
  if (at.closest("details:not([open])")) continue;
  for (const block of ["start", "center", "end"]) {
    at.scrollIntoView({ block });
    at.click();
    opened += 1;
    const box = card.getBoundingClientRect();
    const covers = [...at.getClientRects()].some((line) =>
      line.left < box.right && box.left < line.right && line.top < box.bottom - 1 && box.top + 1 < line.bottom);
    const inside = box.left >= 0 && box.top >= 0 && box.width > 0
      && box.right <= document.documentElement.clientWidth && box.bottom <= window.innerHeight;
    if (!inside || covers) {
      outside.push({ of: at.textContent, block, covers, left: box.left, top: box.top, right: box.right, bottom: box.bottom });
    }
    card.hidePopover();
  }
}
return [opened, outside];
