// What we use of css-tree, which comes without types.
declare module "css-tree" {
  interface CssNode {
    readonly type: string;
    readonly name?: string;
    readonly property?: string;
    readonly important?: boolean | string;
    readonly value?: CssNode | string;
    readonly prelude?: CssNode | null;
    readonly block?: CssNode | null;
    readonly children?: { toArray(): CssNode[] } | null;
  }
  export function parse(css: string, options?: Readonly<Record<string, unknown>>): CssNode;
  export function generate(node: CssNode): string;
  export function walk(node: CssNode, enter: (node: CssNode) => void): void;
}
