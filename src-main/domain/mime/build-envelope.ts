// Who a message is from and for on the wire (RFC 5321 §2.3.1), and the check that what was built is for nobody else (mail §3.12).
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { Mailbox } from "../../../src-preload/contract/mail.ts";
import { isAddress, needsSmtpUtf8, wireAddress } from "./addresses.ts";

/** As the port of sending takes it. */
export interface Envelope {
  readonly from: string;
  /** Each once. */
  readonly to: readonly string[];
}

/** @param smtpUtf8 the server takes letters outside ASCII before the @ (RFC 6531)
 *  @throws Failure invalid-input, no-smtputf8 */
export function envelopeOf(
  identity: { readonly address: string; readonly replyTo?: string },
  people: readonly Mailbox[],
  smtpUtf8: boolean,
): Envelope {
  const wire = (address: string): string => {
    if (!isAddress(address)) throw new Failure("invalid-input", { detail: `${address.slice(0, 100)} is no address` });
    if (needsSmtpUtf8(address) && !smtpUtf8) throw new Failure("no-smtputf8", { address });
    return wireAddress(address);
  };
  if (identity.replyTo !== undefined) wire(identity.replyTo);
  return { from: wire(identity.address), to: [...new Set(people.map(({ address }) => wire(address)))] };
}

/** Misread addresses have sent mail to strangers (CVE-2025-13033): what the library would send to is compared with what was
 *  chosen, and a difference ends it.
 *  @throws Failure bug */
export function refuseOtherEnvelope(
  built: { readonly from: string | false; readonly to: readonly string[] },
  chosen: Envelope,
): void {
  const isSame =
    built.from === chosen.from &&
    built.to.length === chosen.to.length &&
    chosen.to.every((address) => built.to.includes(address));
  if (!isSame) throw new Failure("bug", { detail: "the message built is for others than those chosen" });
}
