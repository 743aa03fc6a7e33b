/**
 * A process of its own with a bare node:http server, for the baselines. BARE_DATABASE_URL, BARE_JOB (ids of company and job)
 * and BARE_PAGES (numbers from 0) say what it reads:
 * GET /sql/<n> runs the leanest SQL for page n of the job and sends its rows as they come;
 * GET /memory/<n> serialises page n, which it holds parsed, from memory.
 */
import { type ServerResponse, createServer } from "node:http";
import pg from "pg";

const PAGE = 100;
const [companyId, jobId] = (process.env["BARE_JOB"] ?? "").split(" ");
const pages = (process.env["BARE_PAGES"] ?? "").split(" ").map(Number);
const pool = new pg.Pool({ connectionString: process.env["BARE_DATABASE_URL"], max: 10 });

async function documents(page: number): Promise<string> {
  const { rows } = await pool.query<{ doc: string }>({
    name: "page",
    text: `SELECT d.doc FROM export_job_items i
             JOIN bench_documents d ON d.company_id = i.company_id AND d.entry_id = i.entry_id
           WHERE i.company_id = $1 AND i.job_id = $2 AND i.position > $3 ORDER BY i.position LIMIT ${PAGE}`,
    values: [companyId, jobId, page * PAGE],
  });
  return `{"data":[${rows.map((row) => row.doc).join(",")}],"pagination":{}}`;
}

function answer(response: ServerResponse, body: string): void {
  response.writeHead(200, {
    "content-type": "application/json; charset=utf-8",
    "content-length": Buffer.byteLength(body),
  });
  response.end(body);
}

const held = new Map<number, unknown>();
for (const page of pages) held.set(page, JSON.parse(await documents(page)));

const server = createServer((request, response) => {
  const [, kind, page] = (request.url ?? "").split("/");
  if (kind === "memory") {
    answer(response, JSON.stringify(held.get(Number(page))));
    return;
  }
  documents(Number(page)).then(
    (body) => answer(response, body),
    (error: unknown) => response.destroy(error instanceof Error ? error : undefined),
  );
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server does not listen");
  process.send?.({ url: `http://127.0.0.1:${address.port}` });
});
process.once("SIGTERM", () => {
  server.closeAllConnections();
  server.close(() => {
    void pool.end().then(() => process.disconnect());
  });
});
