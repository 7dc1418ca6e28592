// A real Dovecot (Debian packages dovecot-imapd, dovecot-lmtpd): IMAP with STARTTLS, IMAPS, LMTP, and the SASL door an
// MTA asks. Its capability list can be cut down, its folders can have a prefix or no roles.
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type CertificateKind, makeCertificate } from "./certificates.ts";
import { freePort, type RunningServer, serverFolder, startChild, USERS } from "./child.ts";

/** What Dovecot 2.3 says it can do after login, with compression and quota. */
const CAPABILITIES =
  "IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE SORT SORT=DISPLAY THREAD=REFERENCES THREAD=REFS " +
  "THREAD=ORDEREDSUBJECT MULTIAPPEND URL-PARTIAL CATENATE UNSELECT CHILDREN NAMESPACE UIDPLUS LIST-EXTENDED " +
  "I18NLEVEL=1 CONDSTORE QRESYNC ESEARCH ESORT SEARCHRES WITHIN CONTEXT=SEARCH LIST-STATUS BINARY MOVE " +
  "SNIPPET=FUZZY PREVIEW=FUZZY PREVIEW STATUS=SIZE SAVEDATE LITERAL+ NOTIFY SPECIAL-USE COMPRESS=DEFLATE";

export interface DovecotOptions {
  readonly format?: "sdbox" | "mdbox" | "maildir";
  /** Serve STARTTLS and IMAPS with this certificate. Default `good`; `none`: plain only. */
  readonly tls?: CertificateKind | "none";
  /** Capabilities it keeps to itself. */
  readonly hide?: readonly string[];
  /** Folders live under this prefix, e.g. `{prefix: "INBOX.", separator: "."}` as Courier has it. */
  readonly namespace?: { readonly prefix: string; readonly separator: string };
  /** False: no folder has a role. */
  readonly specialUse?: boolean;
  /** Megabytes a user may have. */
  readonly quotaMb?: number;
  /** Connections per user and address. */
  readonly maxConnections?: number;
  /** More configuration, appended. */
  readonly extra?: string;
  /** Use this folder and leave it behind: a later start finds the same data. */
  readonly folder?: string;
}

export interface DovecotServer extends RunningServer {
  readonly host: "localhost";
  readonly imap: number;
  /** 0 without TLS. */
  readonly imaps: number;
  readonly lmtp: number;
  /** Dovecot's authentication protocol over TCP, for an MTA. */
  readonly sasl: number;
  readonly caFile?: string;
  readonly users: typeof USERS;
  /** Where the mail of a user lies. */
  home(user: keyof typeof USERS): string;
}

/** Starts a Dovecot on free loopback ports. Users: alice and bob (also with any domain behind them). */
export async function startDovecot(options: DovecotOptions = {}): Promise<DovecotServer> {
  const folder = options.folder ?? serverFolder("dovecot");
  const [imap, imaps, lmtp, sasl] = await Promise.all([freePort(), freePort(), freePort(), freePort()]);
  const hasTls = options.tls !== "none";
  const certificate = options.tls === "none" ? undefined : makeCertificate(folder, options.tls ?? "good");
  for (const name of ["run", "mail"]) mkdirSync(join(folder, name), { recursive: true });
  const users = Object.entries(USERS).map(([name, password]) => `${name}:{PLAIN}${password}::::::\n`);
  writeFileSync(join(folder, "users"), users.join(""));
  const ports = { imap, imaps: hasTls ? imaps : 0, lmtp, sasl };
  writeFileSync(join(folder, "dovecot.conf"), configuration(folder, ports, options, certificate));
  const command = ["/usr/sbin/dovecot", "-F", "-c", join(folder, "dovecot.conf")];
  const running = await startChild(command, folder, imap, options.folder !== undefined);
  return {
    ...running,
    ...ports,
    host: "localhost",
    users: USERS,
    home: (user) => join(folder, "mail", user),
    ...(certificate && { caFile: certificate.caFile }),
  };
}

interface Ports {
  readonly imap: number;
  readonly imaps: number;
  readonly lmtp: number;
  readonly sasl: number;
}

/** The user the server runs as: startChild gives root's rights away. */
function runsAs(): { readonly user: string; readonly group: string } {
  if (process.getuid?.() === 0) return { user: "nobody", group: "nogroup" };
  const ask = (flag: string) => execFileSync("/usr/bin/id", [flag], { encoding: "utf8" }).trim();
  return { user: ask("-un"), group: ask("-gn") };
}

function configuration(
  folder: string,
  ports: Ports,
  options: DovecotOptions,
  certificate: { readonly certificate: string; readonly key: string } | undefined,
): string {
  const { user, group } = runsAs();
  const { format = "sdbox", hide = [], quotaMb } = options;
  const quota = quotaMb === undefined ? "" : " quota";
  const capabilities = [...CAPABILITIES.split(" "), ...(quota ? ["QUOTA"] : [])].filter((one) => !hide.includes(one));
  const tls = certificate && `ssl_cert = <${certificate.certificate}\nssl_key = <${certificate.key}`;
  return `base_dir = ${folder}/run
state_dir = ${folder}/run
log_path = /dev/stderr
protocols = imap lmtp
listen = 127.0.0.1
default_internal_user = ${user}
default_internal_group = ${group}
default_login_user = ${user}
first_valid_uid = 1
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
auth_cache_size = 0
login_trusted_networks =
ssl = ${certificate ? "yes" : "no"}
${tls ?? ""}
mail_location = ${format}:~/${format}
mail_home = ${folder}/mail/%n
mail_uid = ${user}
mail_gid = ${group}
mail_fsync = never
mailbox_list_index = yes
mail_plugins =${quota}
mail_max_userip_connections = ${options.maxConnections ?? 100}
${namespaceOf(options)}
passdb {
  driver = passwd-file
  args = username_format=%Ln ${folder}/users
}
userdb {
  driver = passwd-file
  args = username_format=%Ln ${folder}/users
  override_fields = uid=${user} gid=${group} home=${folder}/mail/%n
}
${servicesOf(ports)}
protocol imap {
  mail_plugins = $mail_plugins${quota && " imap_quota"} imap_zlib
  imap_capability = ${capabilities.join(" ")}
}
protocol lmtp {
  auth_username_format = %Ln
  postmaster_address = postmaster@example.test
}
recipient_delimiter = +
plugin {
  ${quotaMb === undefined ? "" : `quota = count:User quota\n  quota_rule = *:storage=${quotaMb}M\n  quota_vsizes = yes`}
}
${options.extra ?? ""}
`;
}

function namespaceOf({ namespace, specialUse = true }: DovecotOptions): string {
  const folders = ["Drafts", "Sent", "Trash", "Junk", "Archive"].map(
    (name) => `  mailbox ${name} {
    auto = subscribe
    ${specialUse ? `special_use = \\${name}` : ""}
  }
`,
  );
  return `namespace inbox {
  inbox = yes
  prefix = ${namespace?.prefix ?? ""}
  separator = ${namespace?.separator ?? "/"}
${folders.join("")}}`;
}

function servicesOf({ imap, imaps, lmtp, sasl }: Ports): string {
  return `service anvil {
  chroot =
}
service stats {
  chroot =
}
service imap-login {
  chroot =
  process_min_avail = 1
  service_count = 0
  client_limit = 500
  inet_listener imap {
    port = ${imap}
  }
  inet_listener imaps {
    port = ${imaps}
    ssl = yes
  }
}
service imap {
  process_limit = 200
}
service lmtp {
  chroot =
  inet_listener lmtp {
    address = 127.0.0.1
    port = ${lmtp}
  }
}
service auth {
  inet_listener {
    address = 127.0.0.1
    port = ${sasl}
  }
}`;
}
