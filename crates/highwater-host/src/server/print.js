// Added to each page that is printed: a document on its own has no other pages to lead to, and the
// address that they had while it was printed is nobody's.
"use strict";
for (const link of document.querySelectorAll("a[href]")) {
  const goesWithin = link.getAttribute("href").startsWith("#");
  if (!goesWithin && link.origin === location.origin) link.removeAttribute("href");
}
