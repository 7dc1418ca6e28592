// A TCP proxy that lets a seed decide what becomes of each request and its answer.
import type { Socket } from "node:net";
import { type TcpProxy, tcpProxy } from "../servers/tcp-proxy.ts";
import { requestName } from "./request-name.ts";

/** What can go wrong with one request. `reset`: the server never sees it. `lost`: it is carried out, its answer never comes.
 *  `cut`: nor does the rest of it. `garbage`: what comes instead is no answer at all. `slow`: it comes late. The others are
 *  HTTP's: the server refuses, is busy, or has had enough (RFC 9110 §15.6, RFC 6585 §4), and has not looked at the request. */
export type Fault = "reset" | "lost" | "cut" | "garbage" | "slow" | "500" | "503" | "429";

export interface FaultPoint extends TcpProxy {
  /** @param next asked at each request what is to become of it; undefined: nothing */
  trouble(next: () => Fault | undefined): void;
  /** Lets everything pass again, also on connections that are in trouble. @returns the faults that struck since then */
  heal(): Fault[];
}

const SLOW_MS = 300;
const CUT_BYTES = 40;

/** @param nameOf names what a client sends; undefined: it belongs to what came before */
export async function faultPoint(targetPort: number, nameOf = requestName): Promise<FaultPoint> {
  let next: () => Fault | undefined = () => undefined;
  let struck: Fault[] = [];
  const proxy = await tcpProxy(targetPort, (client, server) => {
    let fault: Fault | undefined;
    client.on("data", (part: Buffer) => {
      if (nameOf(part) !== undefined) {
        fault = next();
        if (fault) struck.push(fault);
      }
      if (fault === "reset") client.resetAndDestroy();
      else if (fault && /^\d+$/.test(fault)) refuse(client, fault);
      else server.write(part);
    });
    server.on("data", (part: Buffer) => answer(client, part, fault));
  });
  return {
    ...proxy,
    trouble: (decide) => {
      next = decide;
    },
    heal: () => {
      next = () => undefined;
      proxy.cutAll();
      const all = struck;
      struck = [];
      return all;
    },
  };
}

function answer(client: Socket, part: Buffer, fault: Fault | undefined): void {
  switch (fault) {
    case "lost":
      client.resetAndDestroy();
      return;
    case "cut":
      client.write(part.subarray(0, CUT_BYTES), () => client.resetAndDestroy());
      return;
    case "garbage":
      client.write(Buffer.from(part.map((byte, n) => (byte * 31 + n) & 0xff)));
      return;
    case "slow":
      setTimeout(() => client.writable && client.write(part), SLOW_MS);
      return;
    default:
      client.write(part);
  }
}

/** The request is thrown away with its connection: its body may still be on its way. */
function refuse(client: Socket, status: string): void {
  const again = status === "500" ? "" : "Retry-After: 1\r\n";
  const head = `HTTP/1.1 ${status} No\r\n${again}Content-Type: text/plain\r\nContent-Length: 2\r\nConnection: close\r\n\r\n`;
  client.end(`${head}no`);
}
