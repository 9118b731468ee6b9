// The code that shows a figure in another page, with the address where the site stands, and a button
// that copies it. Without this script the code can be selected, with the address as seen from here.
"use strict";
(() => {
  for (const field of document.querySelectorAll(".embed input")) {
    // A page on disk has no address for others.
    if (location.protocol.startsWith("http")) {
      const whole = (_, address) => 'src="' + new URL(address, location.href).href + '"';
      field.value = field.value.replace(/src="([^"]*)"/, whole);
    }
    field.addEventListener("focus", () => field.select());
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
      field.select();
      try {
        await navigator.clipboard.writeText(field.value);
        button.textContent = "Copied";
      } catch {
        button.textContent = "Selected: copy with the keyboard";
      }
    });
    field.after(button);
  }
})();
