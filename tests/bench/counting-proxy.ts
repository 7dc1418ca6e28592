// A TCP proxy that lets everything pass and counts it.
import { type TcpProxy, tcpProxy } from "../servers/tcp-proxy.ts";

/** What passed so far. */
export interface Passed {
  readonly connections: number;
  /** Times that the client spoke after the server had: over HTTP the requests, over IMAP the commands and steps of sign-in. */
  readonly turns: number;
  /** Both ways. */
  readonly bytes: number;
}

export interface CountingProxy extends TcpProxy {
  passed(): Passed;
}

export async function countingProxy(targetPort: number): Promise<CountingProxy> {
  let [connections, turns, bytes] = [0, 0, 0];
  const proxy = await tcpProxy(targetPort, (client, server) => {
    connections++;
    let isClientsTurn = true;
    client.on("data", (part: Buffer) => {
      bytes += part.length;
      if (isClientsTurn) turns++;
      isClientsTurn = false;
      server.write(part);
    });
    server.on("data", (part: Buffer) => {
      bytes += part.length;
      isClientsTurn = true;
      client.write(part);
    });
  });
  return { ...proxy, passed: () => ({ connections, turns, bytes }) };
}
