// The places of a page that can be linked to, and all that it links to or refers to.
const ids = [...document.querySelectorAll("[id]")].map((part) => part.id);

const links = [...document.querySelectorAll("[href], [src]")]
  .map((part) => part.href?.baseVal ?? part.href ?? part.src)
  .concat([...document.querySelectorAll("[srcset]")].map((part) => new URL(part.srcset, document.baseURI).href));
// What a card would link to.
for (const known of document.querySelectorAll("script[type='application/json']")) {
  const walk = (value) => {
    if (value === null || typeof value !== "object") return;
    if (typeof value.href === "string") links.push(new URL(value.href, document.baseURI).href);
    Object.values(value).forEach(walk);
  };
  walk(JSON.parse(known.textContent));
}

const references = ["aria-labelledby", "aria-describedby", "aria-controls", "for", "headers"].flatMap((attribute) =>
  [...document.querySelectorAll("[" + attribute + "]")].flatMap((part) => part.getAttribute(attribute).split(/\s+/)));

const named = (part) => {
  const by = (part.getAttribute("aria-labelledby") ?? "").split(/\s+/).filter(Boolean);
  const said = by.map((id) => document.getElementById(id)?.textContent ?? "").join(" ");
  return Boolean((said || part.getAttribute("aria-label") || part.alt || "").trim());
};
const nameless = [...document.querySelectorAll("img, svg, figure, nav, [role=region], [role=dialog], a, summary, button")]
  .filter((part) => !part.closest("[aria-hidden=true]") && !named(part) && !part.matches("a, summary, button"))
  .concat([...document.querySelectorAll("a, summary, button")].filter((part) =>
    !part.closest("[aria-hidden=true]") && !named(part) && !part.textContent.trim()))
  .map((part) => part.outerHTML.slice(0, 120));

const headings = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
  .map((heading) => [Number(heading.tagName[1]), heading.textContent.trim()]);

return { ids, links, references, nameless, headings };
