// POST /$batch (learn.microsoft.com/graph/json-batching): up to 20 requests, each with an outcome of its own.
import { type Asked, badRequest, errorBody, type Reply } from "./answer.ts";

const MOST = 20;

interface Step {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly dependsOn?: readonly string[];
}

/** Serves a batch; the answers come in another order than the requests.
 *  @param serveOne serves one of them, refusals included
 *  @throws Refusal 400 for what is no batch */
export function batch(
  asked: Asked,
  serveOne: (one: Asked) => Reply,
  read: (target: string) => Pick<Asked, "segments" | "query">,
): Reply {
  const steps = stepsOf(asked.body);
  const done = new Map<string, Reply>();
  for (const step of steps) {
    const failed = step.dependsOn?.some((id) => (done.get(id)?.status ?? 424) >= 300);
    done.set(step.id, failed ? FAILED_DEPENDENCY : serveOne(askedOf(asked, step, read)));
  }
  const responses = [...done].reverse().map(([id, { status, headers, body }]) => ({
    id,
    status,
    headers: { ...(typeof body === "object" && { "Content-Type": "application/json" }), ...headers },
    ...(body !== undefined && { body }),
  }));
  return { status: 200, body: { responses } };
}

const FAILED_DEPENDENCY: Reply = {
  status: 424,
  body: errorBody("FailedDependency", "A dependency of this request failed."),
};

function stepsOf(body: unknown): readonly Step[] {
  const { requests } = (body ?? {}) as { requests?: unknown };
  if (!Array.isArray(requests) || requests.length === 0) throw badRequest("Invalid batch payload format.");
  if (requests.length > MOST) throw badRequest(`Number of batch request steps exceeds the maximum value of ${MOST}.`);
  const ids = new Set<string>();
  for (const one of requests as readonly Step[]) {
    const { id, method, url, headers = {}, dependsOn = [] } = one;
    if (typeof id !== "string" || typeof method !== "string" || typeof url !== "string")
      throw badRequest("Invalid batch payload format.");
    if (!url.startsWith("/") || /^\/?\$batch/.test(url) || /^\/(v1\.0|beta)\//.test(url))
      throw badRequest(`Invalid URL in a batch request: '${url}'.`);
    if (ids.has(id.toLowerCase())) throw badRequest("Request ids of a batch must be unique.");
    if (dependsOn.some((other) => !ids.has(other.toLowerCase())))
      throw badRequest("A request depends on one that is not before it.");
    const hasType = Object.keys(headers).some((name) => name.toLowerCase() === "content-type");
    if (one.body !== undefined && !hasType)
      throw badRequest("A batch request with a body needs a Content-Type header.");
    ids.add(id.toLowerCase());
  }
  return requests;
}

function askedOf(asked: Asked, step: Step, read: (target: string) => Pick<Asked, "segments" | "query">): Asked {
  const target = `/v1.0${step.url}`;
  const own = Object.entries(step.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value] as const);
  // Preferences of the batch itself do not reach its items.
  const { prefer: _, "if-match": __, ...outer } = asked.headers;
  return {
    method: step.method.toUpperCase(),
    ...read(target),
    headers: { ...outer, ...Object.fromEntries(own) },
    body: step.body,
    origin: asked.origin,
    target,
  };
}
