// A TCP proxy that tells when the n-th request passes, before the server has it or before its answer is passed on.
import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";

/** `before`: the server has not seen the request. `after`: it has answered, and nobody has heard it. */
export type Phase = "before" | "after";

export class KillPoint {
  readonly port: number;
  readonly #server: Server;
  readonly #targetPort: number;
  readonly #sockets = new Set<Socket>();
  #left = Number.POSITIVE_INFINITY;
  #phase: Phase = "before";
  #reached: () => void = () => {};

  private constructor(server: Server, port: number, targetPort: number) {
    this.#server = server;
    this.port = port;
    this.#targetPort = targetPort;
    server.on("connection", (client: Socket) => this.#open(client));
  }

  static async start(targetPort: number): Promise<KillPoint> {
    const server = createServer({ noDelay: true });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    return new KillPoint(server, address.port, targetPort);
  }

  /** Resolves when the n-th request from now on is at the point; it stays there until `heal`. */
  arm(requests: number, phase: Phase): Promise<void> {
    this.#left = requests;
    this.#phase = phase;
    return new Promise((resolve) => {
      this.#reached = resolve;
    });
  }

  /** Lets everything pass again; what stood at the point is cut off. */
  heal(): void {
    this.#left = Number.POSITIVE_INFINITY;
    for (const socket of this.#sockets) socket.destroy();
  }

  async close(): Promise<void> {
    this.heal();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #open(client: Socket): void {
    const server = connect({ port: this.#targetPort, host: "127.0.0.1", noDelay: true });
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ] as const) {
      this.#sockets.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
    }
    let silent = false;
    client.on("data", (part: Buffer) => {
      const isRequest = /^[A-Z]{3,12} \S+ HTTP\/1\./.test(part.subarray(0, 2048).toString("latin1"));
      if (isRequest && this.#left > 0 && --this.#left <= 0) {
        silent = true;
        if (this.#phase === "before") {
          this.#reached();
          return;
        }
      }
      if (this.#left > 0 || silent) server.write(part);
    });
    server.on("data", (part: Buffer) => {
      if (silent) this.#reached();
      else client.write(part);
    });
  }
}
