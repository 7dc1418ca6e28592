// The document of the frame a message is shown in (knowledge, mail R1, R2): the sandbox lets nothing run, the policy lets nothing
// load. Only this skeleton is text; the message's nodes are put into it.

/** No scripts, forms, popups, navigation of the top. The page measures it and hears clicks. */
export const SANDBOX = "allow-same-origin";

const POLICY =
  "default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src 'none'; media-src 'none'; connect-src 'none'; form-action 'none'; base-uri 'none'";

/** Colours of the frame, from the tokens (look.md §2). */
const INK = { light: "#171a21", dark: "#e6e8ed" } as const;
const LINK = { light: "#2f43b0", dark: "#a9b7ff" } as const;

const styles = (scheme: "light" | "dark") => `
:root { color-scheme: ${scheme}; }
html { overflow: hidden; background: transparent; }
body { margin: 0; padding: 0 0 1px; overflow-x: auto; overflow-y: hidden; color: ${INK[scheme]};
  font: 14.5px/23px "Inter Variable", "Segoe UI", system-ui, sans-serif; overflow-wrap: anywhere; }
a { color: ${LINK[scheme]}; }
a:focus-visible { outline: 2px solid ${LINK[scheme]}; outline-offset: 2px; border-radius: 2px; }
img { max-width: 100%; height: auto; }
img.cadran-kept-back, img:not([src]) { min-width: 24px; min-height: 24px; background: rgb(128 128 128 / 14%); border-radius: 4px; }
pre, code { white-space: pre-wrap; }
table { max-width: 100%; }
blockquote { margin: 8px 0; padding-left: 12px; border-left: 2px solid rgb(128 128 128 / 45%); }
p { margin: 0 0 10px; }
.cadran-folded { display: none !important; }
@media print { :root { color-scheme: light; } body { color: #000; } }
`;

/** The skeleton. @param scheme the message's own colours stand on white in `light` */
export function frameDocument(scheme: "light" | "dark", language: string): string {
  return `<!doctype html><html lang="${language.slice(0, 2)}"><head><meta http-equiv="Content-Security-Policy" content="${POLICY}"><meta name="referrer" content="no-referrer"><style>${styles(scheme)}</style></head><body></body></html>`;
}
