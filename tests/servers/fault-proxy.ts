// A TCP proxy on loopback whose faults a test switches at run time.
import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";

export interface Faults {
  /** Reset new connections at once. */
  readonly refuse?: boolean;
  /** Accept, then neither read nor answer. */
  readonly blackhole?: boolean;
  /** Answers stop on their way; connections stay open. */
  readonly stall?: boolean;
  /** Reset a connection after so many bytes of answer. */
  readonly cutAfterBytes?: number;
  /** A request matching this reaches the server; its answer is swallowed and the connection reset. */
  readonly dropResponse?: RegExp;
}

export class FaultProxy {
  /** Answers swallowed by `dropResponse`. */
  dropped = 0;
  readonly port: number;
  #faults: Faults = {};
  readonly #server: Server;
  readonly #targetPort: number;
  readonly #sockets = new Set<Socket>();

  private constructor(server: Server, port: number, targetPort: number) {
    this.#server = server;
    this.port = port;
    this.#targetPort = targetPort;
    server.on("connection", (client: Socket) => this.#open(client));
  }

  static async start(targetPort: number): Promise<FaultProxy> {
    const server = createServer({ noDelay: true });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    return new FaultProxy(server, address.port, targetPort);
  }

  /** Replaces all faults; `{}` heals. Open connections see the change with their next bytes. */
  set(faults: Faults): void {
    this.#faults = faults;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #keep(socket: Socket, other?: Socket): void {
    this.#sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => {
      this.#sockets.delete(socket);
      other?.destroy();
    });
  }

  #open(client: Socket): void {
    if (this.#faults.refuse) {
      client.on("error", () => {});
      client.resetAndDestroy();
      return;
    }
    if (this.#faults.blackhole) {
      this.#keep(client);
      client.pause();
      return;
    }
    const server = connect({ port: this.#targetPort, host: "127.0.0.1", noDelay: true });
    this.#keep(client, server);
    this.#keep(server, client);
    let [sent, received, drop] = ["", 0, false];
    client.on("data", (part: Buffer) => {
      sent = (sent + part.toString("latin1")).slice(-65_536);
      if (this.#faults.dropResponse?.test(sent)) drop = true;
      server.write(part);
    });
    server.on("data", (part: Buffer) => {
      const { stall, cutAfterBytes } = this.#faults;
      if (stall) return;
      if (drop) {
        this.dropped++;
        client.resetAndDestroy();
        return;
      }
      const room = (cutAfterBytes ?? Number.POSITIVE_INFINITY) - received;
      received += part.length;
      if (part.length < room) client.write(part);
      else client.write(part.subarray(0, room), () => client.resetAndDestroy());
    });
  }
}
