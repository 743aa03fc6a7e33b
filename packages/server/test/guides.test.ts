import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DOCS_GUIDES } from "@ledgerport/contract";
import { type TestServer, testServer } from "@ledgerport/testkit";
import { renderMarkdown } from "../src/guides/markdown.ts";

let server: TestServer;
const pages = new Map<string, string>();
before(async () => {
  server = await testServer();
  for (const guide of DOCS_GUIDES) {
    pages.set(guide, (await server.request("GET", `/docs/${guide}`)).text);
  }
});
after(() => server.close());

const all = (text: string, expression: RegExp): string[] =>
  [...text.matchAll(expression)].map(([, found = ""]) => found);

test("who opens the server in a browser is led to the reference", async () => {
  const answer = await fetch(`${server.address}/`, { redirect: "manual" });
  assert.equal(answer.status, 302);
  assert.equal(answer.headers.get("location"), "docs");
  for (const path of ["/", "/docs/", "/docs/?api=v0"]) {
    const followed = await fetch(`${server.address}${path}`);
    assert.deepEqual([followed.url, followed.status], [`${server.address}/docs`, 200]);
  }
});

test("every guide is a page of its own, which runs nothing and loads only from the server", async () => {
  for (const guide of DOCS_GUIDES) {
    const answer = await server.request("GET", `/docs/${guide}`);
    assert.equal(answer.status, 200, guide);
    assert.equal(answer.headers.get("content-type"), "text/html; charset=utf-8");
    assert.equal(
      answer.headers.get("content-security-policy"),
      "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    assert.match(answer.text, new RegExp(`href="${guide}" aria-current="page"`));
    assert.doesNotMatch(answer.text, /<script|<style|\sstyle=|\son\w+=|<iframe|<img|\{\{/);
    const styles = all(answer.text, /<link rel="stylesheet" href="([^"]+)"/g);
    assert.deepEqual(styles, ["page.css", "guide.css"]);
    for (const style of styles)
      assert.equal((await server.request("GET", `/docs/${style}`)).status, 200, style);
  }
});

test("every link of every guide leads to a page that is there, and to a heading that it has", async () => {
  for (const [guide, page] of pages) {
    for (const href of all(page, /<a [^>]*?href="([^"]+)"/g)) {
      const url = new URL(href, `${server.address}/docs/${guide}`);
      if (url.origin !== server.address) {
        assert.equal(url.protocol, "https:", `${guide}: ${href}`);
        continue;
      }
      const name = /^\/docs\/(.+)$/.exec(url.pathname)?.[1];
      const target = name === undefined ? undefined : pages.get(name);
      if (target === undefined) assert.equal(url.pathname, "/docs", `${guide}: ${href}`);
      else if (url.hash !== "") assert.ok(target.includes(` id="${url.hash.slice(1)}"`), `${guide}: ${href}`);
    }
  }
});

test("a guide that does not exist is not found, and those that do are named", async () => {
  const answer = await server.request("GET", "/docs/mapping");
  assert.equal(answer.status, 404);
  assert.match(answer.text, /"type":"NOT_FOUND".*integration, entries/);
});

test("the reference lists every guide, and every guide the others", async () => {
  const reference = (await server.request("GET", "/docs")).text;
  for (const guide of DOCS_GUIDES) {
    assert.ok(reference.includes(`href="docs/${guide}"`), guide);
    for (const [other, page] of pages) assert.ok(page.includes(`href="${guide}"`), `${other}: ${guide}`);
  }
});

test("Markdown brings no HTML of its own, nor a link that runs something", () => {
  const { html } = renderMarkdown(
    '<script>alert(1)</script>\n\n<b onclick="x()">b</b> [a](javascript:alert(1)) [c](data:text/html,x)\n\n' +
      '[f](../data/x.json "title") ![i](https://elsewhere.example/i.png)\n',
  );
  assert.doesNotMatch(html, /<script|<b |href="(?:javascript|data):/);
  assert.match(html, /<span class="file" title="In the repository: \.\.\/data\/x\.json">f<\/span>/);
});

test("headings have the ids that GitHub gives them, each once", () => {
  const { html, headings } = renderMarkdown("# A `b` c, d!\n\n## Same\n\n## Same\n\n## Über-Maß_1\n");
  assert.deepEqual(
    headings.map(({ id, level }) => [level, id]),
    [
      [1, "a-b-c-d"],
      [2, "same"],
      [2, "same-1"],
      [2, "über-maß_1"],
    ],
  );
  assert.match(html, /<h2 id="same-1">Same<\/h2>/);
});
