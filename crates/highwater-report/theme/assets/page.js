// A number or a claim opens to show where it comes from. Without this script, or with a modifier key,
// it is a link to the same on the pages of data and claims.
"use strict";
(() => {
  const card = document.getElementById("card");
  if (!card || !card.showPopover) return;
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const facts = read("facts");
  const claims = read("claims");
  const rowSets = document.getElementById("row-sets") ? read("row-sets") : {};
  let opener = null;

  const node = (tag, className, text) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  };
  const link = (href, text) => {
    const made = node("a", "", text);
    made.href = href;
    return made;
  };

  // A set of rows: how many, which, and the first of them by name.
  const rowSet = (set) => {
    const item = node("li");
    const first = set.first.map((row) => row.name + ", line " + row.line + (row.file ? " of " + row.file : ""));
    const more = set.more ? " and " + set.more + " more" : "";
    item.append(link(set.href, set.count), ": " + set.words + " ", node("span", "what", first.join("; ") + more));
    return item;
  };

  const showFact = (fact, path, href) => {
    card.append(node("p", "value", fact.value + (fact.unit && !/[%×]|point|\$/.test(fact.value) ? " " + fact.unit : "")));
    card.append(node("p", "what", fact.label));
    if (fact.how) card.append(node("p", "", fact.how));
    const list = node("ul");
    for (const cell of fact.cells) {
      const item = node("li");
      item.append(link(cell.href, cell.file + ", line " + cell.line), " ", node("span", "what", cell.column));
      list.append(item);
    }
    if (fact.more) list.append(node("li", "what", "and " + fact.more + " more cells"));
    if (rowSets[fact.set]) list.append(rowSet(rowSets[fact.set]));
    card.append(list);
    const last = node("p");
    last.append(link(href, path));
    card.append(last);
  };

  // The lines of a file, of which those that the page of the data has are links.
  const lines = (file) => {
    const item = node("li");
    item.append(link(file.href, file.name), ", line ");
    file.lines.forEach(({ line, href, name }, at) => item.append(at ? ", " : "", href ? link(href, line) : line + (name ? " (" + name + ")" : "")));
    if (file.more) item.append(node("span", "what", " and " + file.more + " more"));
    return item;
  };

  const showClaim = (claim, id, href) => {
    card.append(node("p", "words", claim.words));
    const verdict = node("p", "found " + claim.key);
    const word = claim.verdict + (claim.as_expected ? ", as expected" : "");
    verdict.append(node("span", "mark", word), " " + [claim.margin, claim.reason].filter(Boolean).join("; "));
    card.append(verdict);
    if (claim.inputs.length) {
      const list = node("ul");
      for (const input of claim.inputs) {
        const item = node("li");
        const value = link(input.href, input.value);
        value.className = "number";
        item.append(value, " ", node("span", "what", input.label));
        list.append(item);
      }
      card.append(list);
    }
    if (claim.expr) {
      const pre = node("pre");
      pre.append(node("code", "", claim.expr));
      card.append(pre);
    }
    for (const all of claim.multiverse) {
      const line = node("p", "", "Over all analyses: ");
      line.append(link(all.href, all.line));
      card.append(line);
    }
    if (claim.row_count) {
      const list = node("ul");
      list.append(...claim.sets.filter((name) => rowSets[name]).map((name) => rowSet(rowSets[name])), ...claim.rows.map(lines));
      card.append(node("p", "what", "Rests on " + claim.row_count), list);
    }
    const last = node("p");
    last.append(link(href, "The claim among all claims"));
    card.append(last);
  };

  // Beneath the words, or above them where there is more room; never over them, never out of the window.
  const place = (at) => {
    const gap = 8;
    const lines = at.getClientRects();
    const first = lines[0];
    const last = lines[lines.length - 1];
    const above = first.top - 2 * gap;
    const below = window.innerHeight - last.bottom - 2 * gap;
    card.style.maxHeight = "";
    const under = card.offsetHeight <= below || below >= above;
    card.style.maxHeight = Math.min(under ? below : above, 0.6 * window.innerHeight) + "px";
    const top = under ? last.bottom + gap : first.top - gap - card.offsetHeight;
    const right = document.documentElement.clientWidth - card.offsetWidth - 16;
    const left = Math.max(16, Math.min((under ? last : first).left, right));
    card.style.left = left + window.scrollX + "px";
    card.style.top = top + window.scrollY + "px";
  };

  // A press outside closes the card before the click arrives, so that a second click on a number
  // would open it anew: what was open is remembered from the press.
  let pressed = null;
  document.addEventListener("pointerdown", () => {
    pressed = card.matches(":popover-open") ? opener : null;
  }, true);

  document.addEventListener("click", (event) => {
    const before = pressed;
    pressed = null;
    const at = event.target.closest("a.fact, a.claim");
    if (!at || card.contains(at) || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const fact = facts[at.dataset.fact];
    const claim = claims[at.dataset.claim];
    if (!fact && !claim) return;
    event.preventDefault();
    const again = before === at || (opener === at && card.matches(":popover-open"));
    card.hidePopover();
    if (again) return;
    if (opener) opener.setAttribute("aria-expanded", "false");
    card.replaceChildren();
    if (fact) showFact(fact, at.dataset.fact, at.href);
    else showClaim(claim, at.dataset.claim, at.href);
    opener = at;
    at.setAttribute("aria-expanded", "true");
    card.showPopover();
    place(at);
    card.querySelector("a").focus({ preventScroll: true });
  });
  // The card stands at the end of the page: Tab past its last link goes on in the text instead.
  card.addEventListener("keydown", (event) => {
    if (event.key !== "Tab") return;
    const links = card.querySelectorAll("a");
    if (document.activeElement !== links[event.shiftKey ? 0 : links.length - 1]) return;
    card.hidePopover();
    opener.focus({ preventScroll: true });
    if (event.shiftKey) event.preventDefault();
  });
  card.addEventListener("toggle", (event) => {
    if (event.newState !== "closed" || !opener) return;
    opener.setAttribute("aria-expanded", "false");
    if (card.contains(document.activeElement) || document.activeElement === document.body) opener.focus({ preventScroll: true });
  });
  for (const at of document.querySelectorAll("a.fact, a.claim")) {
    at.setAttribute("aria-haspopup", "dialog");
    at.setAttribute("aria-expanded", "false");
  }
})();
