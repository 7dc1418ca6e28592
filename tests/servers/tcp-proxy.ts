// The plumbing of a TCP proxy on loopback: what passes between both sides is up to whoever opens it.
import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

export interface TcpProxy {
  readonly port: number;
  /** Cuts every connection. */
  cutAll(): void;
  close(): Promise<void>;
}

/** @param join passes on what comes from either side of a new connection; when one side ends, both do */
export async function tcpProxy(targetPort: number, join: (client: Socket, server: Socket) => void): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  const listener = createServer({ noDelay: true });
  listener.on("connection", (client: Socket) => {
    const server = connect({ port: targetPort, host: "127.0.0.1", noDelay: true });
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ] as const) {
      sockets.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
    join(client, server);
  });
  listener.listen(0, "127.0.0.1");
  await once(listener, "listening");
  const address = listener.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const cutAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: address.port,
    cutAll,
    close: async () => {
      const closed = new Promise((resolve) => listener.close(resolve));
      cutAll();
      await closed;
    },
  };
}
