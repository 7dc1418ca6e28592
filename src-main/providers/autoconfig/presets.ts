// Providers whose servers are known: by the domain of an address, or by the servers that take its mail in.
import { z } from "zod";
import providers from "../../../resources/presets/mail.json" with { type: "json" };
import { MailEndpoint } from "../../../src-preload/contract/accounts.ts";
import type { FoundServers } from "../server-finder.ts";

const Preset = z.object({
  name: z.string(),
  domains: z.array(z.string()),
  /** Ends of the names of its mail exchangers. */
  mx: z.array(z.string()),
  imap: MailEndpoint,
  smtp: MailEndpoint,
  /** Where its calendars are; false: none that a password opens. */
  calendars: z.union([z.string(), z.literal(false)]).optional(),
});
type Preset = z.output<typeof Preset>;

const PRESETS: readonly Preset[] = z.array(Preset).parse(providers);

/** The servers of a domain that is a provider's own. */
export function presetOfDomain(domain: string): FoundServers | undefined {
  return toServers(PRESETS.find(({ domains }) => domains.includes(domain)));
}

/** The servers behind a mail exchanger, e.g. of a company whose mail a provider hosts. What DNS says is only trusted to name
 *  one of these. */
export function presetOfExchanger(host: string): FoundServers | undefined {
  const name = host.toLowerCase().replace(/\.$/, "");
  return toServers(PRESETS.find(({ mx }) => mx.some((end) => name === end || name.endsWith(`.${end}`))));
}

function toServers(preset: Preset | undefined): FoundServers | undefined {
  if (!preset) return undefined;
  const { imap, smtp, calendars } = preset;
  return { imap, smtp, source: "preset", ...(calendars !== undefined && { calendars }) };
}
