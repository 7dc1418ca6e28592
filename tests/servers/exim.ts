// A real Exim (Debian package) on free loopback ports: submission with STARTTLS, submission over TLS, and the port where other
// servers deliver. It hands mail for its domain to an LMTP server, or writes it into files.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type CertificateKind, makeCertificate } from "./certificates.ts";
import { freePort, type RunningServer, serverFolder, startChild, USERS } from "./child.ts";

const PROGRAM = "/usr/sbin/exim4";

export interface EximOptions {
  /** Where mail for the domain goes; absent: into files, read with `delivered`. */
  readonly lmtpPort?: number;
  /** Default good. */
  readonly certificate?: CertificateKind;
  /** Largest message, bytes. Default 26,214,400. */
  readonly maxSize?: number;
}

export interface EximServer extends RunningServer {
  readonly domain: string;
  /** STARTTLS. */
  readonly submissionPort: number;
  /** TLS from the first byte. */
  readonly submissionsPort: number;
  /** Where other servers deliver: no sign-in, this domain alone. */
  readonly smtpPort: number;
  readonly caFile: string;
  readonly users: typeof USERS;
  /** Messages that lie in a user's files, as delivered, oldest first. Only without LMTP. */
  delivered(user: keyof typeof USERS): string[];
}

/** Starts an Exim for alice@ and bob@example.test. */
export async function startExim(options: EximOptions = {}): Promise<EximServer> {
  const folder = serverFolder("exim");
  const [smtpPort, submissionPort, submissionsPort] = [await freePort(), await freePort(), await freePort()];
  const { certificate, key, caFile } = makeCertificate(folder, options.certificate ?? "good");
  for (const name of ["spool", "log", "mail"]) mkdirSync(join(folder, name), { recursive: true });
  const users = Object.entries(USERS);
  writeFileSync(join(folder, "passwd"), users.map(([name, password]) => `${name}: ${password}\n`).join(""));
  const ports = { smtp: smtpPort, submission: submissionPort, submissions: submissionsPort };
  writeFileSync(join(folder, "exim.conf"), configOf(folder, { ports, certificate, key, ...options }));
  const running = await startChild([PROGRAM, "-C", join(folder, "exim.conf"), "-bdf", "-q5s"], folder, submissionPort);
  return {
    ...running,
    domain: "example.test",
    smtpPort,
    submissionPort,
    submissionsPort,
    caFile,
    users: USERS,
    delivered: (user) => {
      const inbox = join(folder, "mail", user, "new");
      return existsSync(inbox)
        ? readdirSync(inbox)
            .toSorted()
            .map((name) => readFileSync(join(inbox, name), "latin1"))
        : [];
    },
  };
}

interface Settings extends EximOptions {
  readonly ports: { readonly smtp: number; readonly submission: number; readonly submissions: number };
  readonly certificate: CertificateKind | undefined;
  readonly key: string;
}

function configOf(
  folder: string,
  { ports, key, ...settings }: Omit<Settings, "certificate"> & { readonly certificate?: string },
): string {
  const isRoot = process.getuid?.() === 0;
  const user = isRoot ? "nobody" : String(process.getuid?.());
  const group = isRoot ? "nogroup" : String(process.getgid?.());
  const password = (name: string) => `\${lookup{\${extract{1}{@}{${name}}}}lsearch{${folder}/passwd}{$value}{}}`;
  return `exim_path = ${PROGRAM}
exim_user = ${user}
exim_group = ${group}
never_users =
deliver_drop_privilege = true
spool_directory = ${folder}/spool
log_file_path = ${folder}/log/%slog
pid_file_path = ${folder}/exim.pid
primary_hostname = mail.example.test
qualify_domain = example.test
keep_environment =
daemon_smtp_ports = ${ports.smtp} : ${ports.submission} : ${ports.submissions}
local_interfaces = 127.0.0.1
tls_on_connect_ports = ${ports.submissions}
tls_advertise_hosts = *
tls_certificate = ${settings.certificate}
tls_privatekey = ${key}
message_size_limit = ${settings.maxSize ?? 26_214_400}
smtputf8_advertise_hosts = *
dsn_advertise_hosts = *
host_lookup =
dns_ipv4_lookup = *
rfc1413_query_timeout = 0s
smtp_enforce_sync = true
smtp_accept_max = 100
queue_run_max = 5
prdr_enable = false
timeout_frozen_after = 1d
auth_advertise_hosts = \${if and{{def:tls_in_cipher}{!eq{$received_port}{${ports.smtp}}}} {*}{}}
acl_smtp_rcpt = rcpt
acl_smtp_data = data
begin acl
rcpt:
  deny   message = authentication required
         condition = \${if !eq{$received_port}{${ports.smtp}}}
         !authenticated = *
  deny   message = no mail leaves this machine
         domains = ! example.test
  defer  message = greylisted, try again later
         local_parts = slow
  require message = unknown user
         verify = recipient
  accept
data:
  deny   message = this looks like spam
         condition = \${if eq{$h_subject:}{spam}}
  accept
begin routers
users:
  driver = accept
  domains = example.test
  local_parts = lsearch,ret=key;${folder}/passwd
  local_part_suffix = +*
  local_part_suffix_optional
  transport = deliver
begin transports
deliver:
${transportOf(folder, settings.lmtpPort)}
begin retry
* * F,1h,5s
begin rewrite
begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = \${if and{{!eq{$auth3}{}}{eq{$auth3}{${password("$auth2")}}}}}
  server_set_id = $auth2
login:
  driver = plaintext
  public_name = LOGIN
  server_prompts = <| Username: | Password:
  server_condition = \${if and{{!eq{$auth2}{}}{eq{$auth2}{${password("$auth1")}}}}}
  server_set_id = $auth1
`;
}

function transportOf(folder: string, lmtpPort: number | undefined): string {
  if (lmtpPort === undefined)
    return `  driver = appendfile
  directory = ${folder}/mail/$local_part_data
  maildir_format
  create_directory
  delivery_date_add
  envelope_to_add`;
  return `  driver = smtp
  protocol = lmtp
  hosts = 127.0.0.1
  hosts_override
  allow_localhost
  port = ${lmtpPort}
  hosts_try_prdr =
  hosts_avoid_tls = *
  rcpt_include_affixes`;
}
