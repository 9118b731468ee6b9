// Earlier editions had all data on this page: what is known under an anchor of theirs stands on a page
// of its own now, to which the index below has the link.
"use strict";
(() => {
  const pages = [...document.querySelectorAll(".entries a")].map((link) => link.getAttribute("href"));
  const lead = () => {
    const anchor = decodeURIComponent(location.hash.slice(1));
    const [kind, ...rest] = anchor.split("-");
    const parts = rest.join("-").split(".");
    let page;
    if (kind === "fact") page = `data/values/${parts.slice(0, 2).join(".")}.html`;
    else if (kind === "rows") page = `data/rows/${parts[0]}.html`;
    else if (kind === "row") {
      const table = document.getElementById(anchor.replace(/-\d+$/, "-0"));
      page = table?.querySelector("a").getAttribute("href");
    }
    if (pages.includes(page)) location.replace(`${page}#${anchor}`);
  };
  window.addEventListener("hashchange", lead);
  lead();
})();
