// A throw-away authority and the good and bad certificates it signs, for TLS tests.
import { execFileSync } from "node:child_process";
import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What a test wants to be wrong with the server's certificate. */
export type CertificateKind = "good" | "self-signed" | "expired" | "wrong-host";

export interface Certificate {
  readonly certificate: string;
  readonly key: string;
  /** PEM file of the authority. */
  readonly caFile: string;
}

const KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
const LOCAL = "subjectAltName=DNS:localhost,DNS:pictures.example.test,IP:127.0.0.1";

/** Writes an authority and one server certificate for `localhost` (and a name for pictures of elsewhere) into `folder`/certs. */
export function makeCertificate(folder: string, kind: CertificateKind): Certificate {
  const certs = join(folder, "certs");
  mkdirSync(certs, { recursive: true });
  const file = (name: string) => join(certs, name);
  const openssl = (...args: string[]) => execFileSync("/usr/bin/openssl", args, { stdio: "pipe" });
  const authority = ["basicConstraints=critical,CA:TRUE", "keyUsage=critical,keyCertSign,cRLSign"];
  const extensions = authority.flatMap((extension) => ["-addext", extension]);
  const paths = { certificate: file("server.pem"), key: file("server.key"), caFile: file("ca.pem") };
  const caArgs = ["-days", "30", "-subj", "/CN=Cadran test CA", ...extensions];
  openssl("req", "-x509", ...KEY, ...caArgs, "-keyout", file("ca.key"), "-out", paths.caFile);
  if (kind === "self-signed") {
    const own = ["-days", "30", "-subj", "/CN=localhost", "-addext", LOCAL];
    openssl("req", "-x509", ...KEY, ...own, "-keyout", paths.key, "-out", paths.certificate);
    return paths;
  }
  openssl("req", "-new", ...KEY, "-subj", "/CN=localhost", "-keyout", paths.key, "-out", file("server.csr"));
  const names = kind === "wrong-host" ? "subjectAltName=DNS:mail.invalid" : LOCAL;
  writeFileSync(file("server.ext"), `${names}\nextendedKeyUsage=serverAuth\nbasicConstraints=CA:FALSE\n`);
  const days = kind === "expired" ? "-1" : "30";
  const signed = ["-CA", paths.caFile, "-CAkey", file("ca.key"), "-set_serial", "0x1234", "-days", days];
  openssl(
    "x509",
    "-req",
    "-in",
    file("server.csr"),
    ...signed,
    "-extfile",
    file("server.ext"),
    "-out",
    paths.certificate,
  );
  appendFileSync(paths.certificate, readFileSync(paths.caFile));
  rmSync(file("server.csr"));
  return paths;
}
