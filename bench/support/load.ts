import autocannon from "autocannon";

const CONNECTIONS = 32;

/**
 * Requests a second that a server answers on 32 connections, which go through the paths each from another start.
 * Throws when an answer is not a success.
 */
export async function requestsPerSecond(
  url: string,
  paths: readonly string[],
  options: { seconds: number; key?: string },
): Promise<number> {
  const headers = options.key === undefined ? {} : { authorization: `Bearer ${options.key}` };
  let clients = 0;
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: options.seconds,
    headers,
    setupClient(client) {
      const start = Math.floor((clients * paths.length) / CONNECTIONS) % paths.length;
      clients += 1;
      const rotated = [...paths.slice(start), ...paths.slice(0, start)];
      client.setRequests(rotated.map((path) => ({ method: "GET", path, headers })));
    },
  });
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${url} failed under load: ${result.non2xx} refusals, ${result.errors} errors`);
  }
  return result.requests.total / result.duration;
}
