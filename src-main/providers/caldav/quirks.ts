// What is known of vendors, as data (knowledge §2.11). The code asks for a trait, never for a vendor.

/** What is absent is as the standards say. */
export interface Quirks {
  readonly vendor: string;
  /** Host names, each with its subdomains. */
  readonly hosts: readonly string[];
  /** Domains of mail addresses that belong to this vendor. */
  readonly mailDomains?: readonly string[];
  /** Where discovery starts for such an address. */
  readonly startUrl?: string;
  /** Homes to try when discovery finds none; `{user}` is the user name. */
  readonly homes?: readonly string[];
  /** `If-None-Match: *` is ignored: look before creating (R46). */
  readonly unguardedCreate?: true;
  /** sync-collection is announced or answered, but not to be relied on (R19). */
  readonly noSyncCollection?: true;
  /** Has no MOVE: not even asked (R54). */
  readonly noMove?: true;
}

const VENDORS: readonly Quirks[] = [
  {
    vendor: "Infomaniak",
    hosts: ["infomaniak.com"],
    mailDomains: ["infomaniak.ch", "infomaniak.com", "ik.me", "ikmail.com", "etik.com"],
    startUrl: "https://sync.infomaniak.com/",
    // The bare host gave one user no principal, this path did (davx5-ose#1345).
    homes: ["/calendars/{user}/"],
  },
  {
    vendor: "iCloud",
    hosts: ["icloud.com"],
    mailDomains: ["icloud.com", "me.com", "mac.com"],
    startUrl: "https://caldav.icloud.com/",
  },
  {
    vendor: "Fastmail",
    hosts: ["fastmail.com"],
    mailDomains: ["fastmail.com", "fastmail.fm"],
    startUrl: "https://caldav.fastmail.com/",
  },
  {
    vendor: "Google",
    hosts: ["googleusercontent.com", "google.com"],
    mailDomains: ["gmail.com", "googlemail.com"],
    startUrl: "https://apidata.googleusercontent.com/caldav/v2/",
    homes: ["/caldav/v2/{user}/"],
    unguardedCreate: true,
    noMove: true,
  },
  {
    vendor: "Posteo",
    hosts: ["posteo.de"],
    mailDomains: ["posteo.de", "posteo.net"],
    startUrl: "https://posteo.de:8443/",
    noSyncCollection: true,
  },
  { vendor: "GMX", hosts: ["gmx.net", "gmx.com"], mailDomains: ["gmx.net", "gmx.de"], noSyncCollection: true },
  {
    vendor: "mailbox.org",
    hosts: ["mailbox.org"],
    mailDomains: ["mailbox.org"],
    startUrl: "https://dav.mailbox.org/",
  },
];

/** Servers anyone can host sit on any name; these paths are tried where standard discovery finds nothing. */
const SELF_HOSTED: Quirks = {
  vendor: "generic",
  hosts: [],
  homes: ["/remote.php/dav/", "/dav.php/", "/SOGo/dav/{user}/"],
};

const isWithin = (host: string, domain: string) => host === domain || host.endsWith(`.${domain}`);

/** What to mind with the server at `host`. */
export function quirksOf(host: string): Quirks {
  return VENDORS.find((vendor) => vendor.hosts.some((domain) => isWithin(host.toLowerCase(), domain))) ?? SELF_HOSTED;
}

/** The vendor's name, where the host's name tells it. */
export function vendorOf(host: string): string | undefined {
  const quirks = quirksOf(host);
  return quirks === SELF_HOSTED ? undefined : quirks.vendor;
}

/** Where discovery starts for a mail address of a known vendor. */
export function startUrlFor(address: string): string | undefined {
  const domain = domainOf(address);
  return VENDORS.find((vendor) => vendor.mailDomains?.includes(domain))?.startUrl;
}

/** Where an Infomaniak account lives, whatever the domain of its address. */
export const INFOMANIAK_URL = "https://sync.infomaniak.com/";

/** The part after the last `@`, lower case; the whole when there is none. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1).toLowerCase();
}

/** DNS alone may send a password only within the address's own domain or to a vendor known here (RFC 6764 §8). */
export function isVouchedFor(target: string, domain: string): boolean {
  return isWithin(target.toLowerCase(), domain) || quirksOf(target) !== SELF_HOSTED;
}
