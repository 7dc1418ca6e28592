// What goes into safeHtml and comes out of it.

/** What may be shown besides the text. */
export interface SafeOptions {
  /** URL to show for a Content-ID (without brackets) of the same message: blob:, mailimg: or a data: picture. */
  readonly cidUrls: ReadonlyMap<string, string>;
  /** `allowed`: pictures have their https URL; trackers never. */
  readonly remote: "allowed" | "blocked";
}

/** A remote picture of the message. */
export interface RemotePicture {
  readonly url: string;
  /** Name of the company, or the host: why it is never shown. */
  readonly tracker?: string;
}

/** A link, as shown and as it leads. */
export interface SafeLink {
  readonly href: string;
  readonly text: string;
}

/** HTML of a stranger, fit for a sandboxed frame. */
export interface SafeHtml {
  /** Pictures that were not allowed have `data-remote` (their https URL) in place of `src`. */
  readonly html: string;
  readonly remote: {
    /** Pictures that are not shown, trackers included. */
    readonly blocked: number;
    /** Who would have learnt of the reading, each once. */
    readonly trackers: readonly string[];
    readonly urls: readonly RemotePicture[];
  };
  readonly links: readonly SafeLink[];
  /** The quoted tail: from the element with this value of `data-quote` to the end; absent: nothing to fold. */
  readonly fold?: string;
  /** Beyond 2 MB or 50,000 nodes (R8): `html` is empty, show the text. */
  readonly tooBig: boolean;
}
