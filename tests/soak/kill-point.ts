// A TCP proxy that tells when the n-th request passes, before the server has it or before its answer is passed on.
import { type TcpProxy, tcpProxy } from "../servers/tcp-proxy.ts";
import { requestName } from "./request-name.ts";

/** `before`: the server has not seen the request. `after`: it has answered, and nobody has heard it. */
export type Phase = "before" | "after";

export interface KillPoint extends TcpProxy {
  /** Resolves with what was asked when the n-th request from now on is at the point; it stays there until `heal`. */
  arm(requests: number, phase: Phase): Promise<string>;
  /** Lets everything pass again; what stood at the point is cut off. */
  heal(): void;
}

/** @param nameOf names what a client sends; undefined: it belongs to what came before */
export async function killPoint(targetPort: number, nameOf = requestName): Promise<KillPoint> {
  let left = Number.POSITIVE_INFINITY;
  let wanted: Phase = "before";
  let reached: (request: string) => void = () => {};
  const proxy = await tcpProxy(targetPort, (client, server) => {
    let silenced: string | undefined;
    client.on("data", (part: Buffer) => {
      const request = nameOf(part);
      if (request !== undefined && left > 0 && --left <= 0) {
        silenced = request;
        if (wanted === "before") {
          reached(request);
          return;
        }
      }
      if (left > 0 || silenced !== undefined) server.write(part);
    });
    server.on("data", (part: Buffer) => {
      if (silenced === undefined) client.write(part);
      else reached(silenced);
    });
  });
  const heal = () => {
    left = Number.POSITIVE_INFINITY;
    proxy.cutAll();
  };
  return {
    ...proxy,
    arm: (requests, phase) => {
      left = requests;
      wanted = phase;
      return new Promise((resolve) => {
        reached = resolve;
      });
    },
    heal,
    close: async () => {
      heal();
      await proxy.close();
    },
  };
}
