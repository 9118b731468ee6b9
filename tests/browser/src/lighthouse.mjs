// Lighthouse on pages of a site: node lighthouse.mjs FOLDER PAGE... prints a line of JSON for each. The
// pages are served from the folder on loopback, and read by the Chromium of CHROME_PATH.
import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const KINDS = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

const [folder, ...pages] = process.argv.slice(2);

const server = createServer((request, response) => {
  const path = normalize(decodeURIComponent(new URL(request.url, "http://localhost").pathname));
  const file = join(folder, path);
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { "content-type": KINDS[extname(file)] ?? "application/octet-stream" });
  createReadStream(file).pipe(response);
});
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));

const chrome = await launch({ chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu"] });
try {
  for (const page of pages) {
    const { lhr } = await lighthouse(`http://127.0.0.1:${server.address().port}/${page}`, {
      port: chrome.port,
      logLevel: "error",
      // Times depend on the machine, and are left out.
      onlyCategories: ["accessibility", "best-practices", "seo"],
      onlyAudits: ["cumulative-layout-shift"],
      throttlingMethod: "provided",
      // It is for the report that nobody looks at here, and takes longer than all else.
      disableFullPageScreenshot: true,
    });
    const audits = Object.values(lhr.audits);
    const failed = audits.filter((audit) => audit.score !== null && audit.score < 1);
    console.log(
      JSON.stringify({
        page,
        error: lhr.runtimeError?.message ?? null,
        passed: audits.filter((audit) => audit.score === 1).length,
        failed: failed.map((audit) => ({ id: audit.id, told: [audit.title, audit.displayValue, audit.explanation].filter(Boolean).join(": ") })),
        shift: lhr.audits["cumulative-layout-shift"].numericValue,
      }),
    );
  }
} finally {
  await chrome.kill();
  server.close();
}
