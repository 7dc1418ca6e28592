// What the editor can hold: what a letter needs, no more.

import { Image } from "@tiptap/extension-image";
import { Placeholder } from "@tiptap/extensions";
import { mergeAttributes, Node } from "@tiptap/react";
import { StarterKit } from "@tiptap/starter-kit";

/** What is written under a message, as one piece that changes with the sender. */
const Signature = Node.create({
  name: "signature",
  group: "block",
  content: "block+",
  defining: true,
  parseHTML: () => [{ tag: "div[data-signature]", priority: 60 }],
  renderHTML: ({ HTMLAttributes }) => ["div", mergeAttributes(HTMLAttributes, { "data-signature": "" }), 0],
});

const kept = (name: string) => ({
  default: null,
  parseHTML: (element: HTMLElement) => element.getAttribute(`data-${name}`),
  renderHTML: (values: Record<string, unknown>) => (values[name] ? { [`data-${name}`]: values[name] } : {}),
});

/** A picture, with what it is called in the message: `cid:`, or an address that nothing here loads. */
const Picture = Image.extend({
  addAttributes() {
    return { ...this.parent?.(), cid: kept("cid"), remote: kept("remote") };
  },
  // Typing an address must not bring a picture from there.
  addInputRules: () => [],
}).configure({
  inline: true,
  allowBase64: true,
  resize: { enabled: true, directions: ["bottom-right"], minWidth: 24, minHeight: 24, alwaysPreserveAspectRatio: true },
});

/** @param placeholder shown while nothing is written */
export const extensionsFor = (placeholder: string) => [
  StarterKit.configure({
    code: false,
    codeBlock: false,
    trailingNode: false,
    heading: { levels: [1, 2, 3] },
    link: {
      openOnClick: false,
      autolink: true,
      defaultProtocol: "https",
      isAllowedUri: (url) => /^(https?:|mailto:|tel:)/i.test(url),
      HTMLAttributes: { target: null, rel: null, class: null },
    },
  }),
  Signature,
  Picture,
  Placeholder.configure({ placeholder, showOnlyCurrent: false, includeChildren: false }),
];
