// A web server whose pages a test writes: what it answers at each path, and how it breaks.
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";

interface Asked {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
}

type Answer = (response: ServerResponse, asked: Asked) => void;

export interface FeedServer {
  /** Origin without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** Everything that was asked, oldest first. */
  readonly asked: Asked[];
  /** What to answer at a path from now on. */
  at(path: string, answer: Answer): void;
  /** Answers a body. */
  serve(path: string, body: string | Uint8Array, headers?: Record<string, string>, status?: number): void;
  redirect(path: string, to: string, status: number): void;
  stop(): Promise<void>;
}

export async function startFeedServer(): Promise<FeedServer> {
  const asked: Asked[] = [];
  const answers = new Map<string, Answer>();
  const server = createServer((request, response) => {
    const one = { path: request.url ?? "", headers: request.headers };
    asked.push(one);
    const answer = answers.get(one.path);
    if (answer) answer(response, one);
    else response.writeHead(404).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const at = (path: string, answer: Answer) => void answers.set(path, answer);
  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    asked,
    at,
    serve: (path, body, headers = { "content-type": "application/rss+xml" }, status = 200) =>
      at(path, (response) => response.writeHead(status, headers).end(body)),
    redirect: (path, to, status) => at(path, (response) => response.writeHead(status, { location: to }).end()),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export interface RssItem {
  readonly guid?: string;
  readonly title?: string;
  readonly link?: string;
  readonly date?: string;
  readonly text?: string;
}

/** An RSS 2.0 text. */
export function rss(items: readonly RssItem[], title = "The Gazette"): string {
  const part = (name: string, value: string | undefined) => (value === undefined ? "" : `<${name}>${value}</${name}>`);
  const body = items.map(
    ({ guid, title: name, link, date, text }) =>
      `<item>${part("guid", guid)}${part("title", name)}${part("link", link)}${part("pubDate", date)}${part("description", text)}</item>`,
  );
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>${title}</title><link>https://news.example.com/</link>${body.join("")}</channel></rss>`;
}
