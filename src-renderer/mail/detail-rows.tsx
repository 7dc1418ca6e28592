// The head of a message in full, a line for each field.
import type { Mailbox } from "../../src-preload/contract/mail.ts";

/** A name never stands without its address. */
export function fullName({ name, address }: Mailbox): string {
  return name ? `${name} <${address}>` : address;
}

/** Names of fields and what they say. */
export function DetailRows({ rows }: { readonly rows: readonly (readonly [string, string])[] }) {
  return (
    <dl className="msg-details">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt className="t12 i3">{name}</dt>
          <dd className="t12">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
