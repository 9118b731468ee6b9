// Measures each piece of text that is displayed against what lies behind it. Returns how many were
// measured, and those with less contrast than the text may have.
const wanted = arguments[0];

const canvas = document.createElement("canvas");
canvas.width = canvas.height = 1;
const brush = canvas.getContext("2d", { willReadFrequently: true });
const parsed = new Map();
const parse = (colour) => {
  if (!parsed.has(colour)) {
    brush.clearRect(0, 0, 1, 1);
    brush.fillStyle = colour;
    brush.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = brush.getImageData(0, 0, 1, 1).data;
    parsed.set(colour, [r, g, b, a / 255]);
  }
  return parsed.get(colour);
};
const over = (top, below) => top.slice(0, 3).map((part, i) => part * top[3] + below[i] * (1 - top[3])).concat(1);
const luminance = (colour) => {
  const [r, g, b] = colour.slice(0, 3).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (a, b) => {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
};

const paper = parse(getComputedStyle(document.body).backgroundColor);
const behind = (element) => {
  const layers = [];
  for (let at = element; at; at = at.parentElement) layers.push(parse(getComputedStyle(at).backgroundColor));
  return layers.reverse().reduce((below, layer) => over(layer, below), paper);
};
// Figures are painted in the order of their marks: what lies behind a label is the last shape before
// it that holds its middle.
const behindLabel = (label) => {
  const root = label.ownerSVGElement;
  const box = label.getBBox();
  const middle = root.createSVGPoint();
  let below = behind(root.parentElement);
  for (const shape of root.querySelectorAll("rect, path, circle, polygon, text")) {
    if (shape === label) break;
    const style = getComputedStyle(shape);
    if (shape.tagName === "text" || style.fill === "none") continue;
    middle.x = box.x + box.width / 2;
    middle.y = box.y + box.height / 2;
    if (!shape.isPointInFill(middle)) continue;
    const [r, g, b, a] = parse(style.fill);
    below = over([r, g, b, a * style.fillOpacity * style.opacity], below);
  }
  return below;
};

const weak = [];
let measured = 0;
const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walk.nextNode()) {
  const text = walk.currentNode.data.trim();
  const element = walk.currentNode.parentElement;
  if (!text || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
  if (["TITLE", "DESC", "SCRIPT", "title", "desc", "metadata"].includes(element.tagName)) continue;
  const label = element.closest("svg text");
  const style = getComputedStyle(element);
  const below = label ? behindLabel(label) : behind(element);
  const found = contrast(over(parse(label ? style.fill : style.color), below), below);
  measured += 1;
  if (found < wanted) {
    weak.push({ text: text.slice(0, 40), class: element.className.baseVal ?? element.className, contrast: found.toFixed(2) });
  }
}
return [measured, weak];
