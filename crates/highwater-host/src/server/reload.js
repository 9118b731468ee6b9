// The server adds this to each page that it gives; no file of the site holds it. It loads the page
// again when the report is built anew, and shows over it what keeps the report from being built.
"use strict";
(() => {
  const own = document.currentScript.dataset.page;
  let source = null;
  let hidden = "";

  const host = document.createElement("div");
  host.id = "highwater-overlay";
  const shadow = host.attachShadow({ mode: "open" });
  // A sheet of its own: the policy of a page may forbid style elements.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    .findings { position: fixed; inset: auto 0 0 0; max-height: 70vh; overflow: auto; z-index: 2147483647; box-sizing: border-box;
      padding: 1rem 1.25rem; background: #1b1013; color: #fbeeee; border-top: 4px solid #e5484d; font: 14px/1.5 ui-monospace, monospace; }
    h2 { font: 600 16px/1.4 system-ui, sans-serif; margin: 0 3rem .25rem 0; }
    p { font: 14px/1.4 system-ui, sans-serif; margin: 0 3rem .75rem 0; color: #d9c0c0; }
    pre { margin: 0 0 1rem; white-space: pre-wrap; overflow-wrap: anywhere; tab-size: 4; }
    button { position: absolute; top: .75rem; right: 1rem; font: 14px system-ui, sans-serif; padding: .3rem .7rem; color: inherit;
      background: #3a2024; border: 1px solid #8a4a50; border-radius: 6px; cursor: pointer; }
    button:focus-visible { outline: 2px solid #fff; outline-offset: 2px; }
    .note { position: fixed; right: 1rem; bottom: 1rem; z-index: 2147483647; padding: .4rem .8rem; border-radius: 6px;
      background: #14181d; color: #fff; font: 13px system-ui, sans-serif; box-shadow: 0 2px 10px rgb(0 0 0 / .3); }
    @media print { .findings, .note { display: none; } }`);
  shadow.adoptedStyleSheets = [sheet];

  const node = (tag, className, text) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  };

  const show = (findings, note) => {
    const text = findings.join("\n");
    shadow.replaceChildren();
    if (text && text !== hidden) {
      const box = node("section", "findings");
      box.setAttribute("role", "alert");
      const n = findings.length;
      box.append(node("h2", "", n + (n === 1 ? " finding keeps" : " findings keep") + " the report from being built"));
      box.append(node("p", "", own ? "The page below is the last good one. This goes away when all is mended; Escape hides it." : "There is no good page yet."));
      for (const finding of findings) box.append(node("pre", "", finding));
      const close = node("button", "", "Hide");
      close.type = "button";
      close.addEventListener("click", () => { hidden = text; show(findings, note); });
      box.append(close);
      shadow.append(box);
    }
    if (note) {
      const line = node("div", "note", note);
      line.setAttribute("role", "status");
      shadow.append(line);
    }
    if (shadow.childElementCount) document.body.append(host);
    else host.remove();
    if (!text) hidden = "";
  };

  let last = { findings: [], note: "" };
  const listen = () => {
    if (source) return;
    source = new EventSource("/.highwater/events?" + location.pathname);
    source.onmessage = (event) => {
      last = JSON.parse(event.data);
      if (last.page !== own) location.reload();
      else show(last.findings, last.note);
    };
    source.onerror = () => show(last.findings, "The server does not answer; this page may be old.");
  };
  // A browser keeps few connections to one server: a page that nobody sees gives its own up.
  const stop = () => {
    if (source) source.close();
    source = null;
  };
  const follow = () => (document.hidden ? stop() : listen());
  document.addEventListener("visibilitychange", follow);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") shadow.querySelector("button")?.click();
  });
  addEventListener("pagehide", stop);
  addEventListener("pageshow", follow);
  follow();
})();
