// A real Radicale (Debian package): HTTP/1.0, no keep-alive, refuses chunked PUT.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type CertificateKind, makeCertificate } from "./certificates.ts";
import { freePort, type RunningServer, serverFolder, startChild, USERS } from "./child.ts";

export interface RadicaleOptions {
  /** Serve https with this certificate. */
  readonly tls?: CertificateKind;
  /** Text of a Radicale rights file; without one every user owns their own tree. */
  readonly rights?: string;
  /** Use this folder and leave it behind: a later start finds the same data. */
  readonly folder?: string;
}

export interface DavServer extends RunningServer {
  /** Root URL, slash at the end. */
  readonly url: string;
  readonly port: number;
  readonly caFile?: string;
  readonly users: typeof USERS;
}

/** Starts a Radicale on a free loopback port. */
export async function startRadicale(options: RadicaleOptions = {}): Promise<DavServer> {
  const folder = options.folder ?? serverFolder("radicale");
  const port = await freePort();
  mkdirSync(join(folder, "collections"), { recursive: true });
  const certificate = options.tls === undefined ? undefined : makeCertificate(folder, options.tls);
  const users = Object.entries(USERS).map(([name, password]) => `${name}:${password}\n`);
  writeFileSync(join(folder, "users"), users.join(""));
  if (options.rights !== undefined) writeFileSync(join(folder, "rights"), options.rights);
  const tls = certificate && `ssl = True\ncertificate = ${certificate.certificate}\nkey = ${certificate.key}`;
  const rights =
    options.rights === undefined ? "type = owner_only" : `type = from_file\nfile = ${join(folder, "rights")}`;
  writeFileSync(
    join(folder, "config"),
    `[server]
hosts = 127.0.0.1:${port}
${tls ?? ""}
max_connections = 64
[auth]
type = htpasswd
htpasswd_filename = ${join(folder, "users")}
htpasswd_encryption = plain
delay = 0
[rights]
${rights}
[storage]
filesystem_folder = ${join(folder, "collections")}
[web]
type = none
[logging]
level = warning
`,
  );
  const command = ["/usr/bin/radicale", "--config", join(folder, "config")];
  const running = await startChild(command, folder, port, options.folder !== undefined);
  const url = certificate ? `https://localhost:${port}/` : `http://127.0.0.1:${port}/`;
  return { ...running, url, port, users: USERS, ...(certificate && { caFile: certificate.caFile }) };
}
