// An event's own colour: a CSS3 colour name in COLOR (RFC 7986 §5.9), and beside it the exact shade that was chosen here
// (docs/adr/0018).
import type { IcalComponent, IcalLine } from "./ical-text.ts";
import { lineOf, makeLine, rewriteLine, setLine } from "./ical-tree.ts";

/** The shade that COLOR only comes near to. */
export const SHADE = "X-CADRAN-COLOR";

// https://www.w3.org/TR/css-color-3/#svg-color, grey spelled once.
const NAMES = `aliceblue F0F8FF antiquewhite FAEBD7 aqua 00FFFF aquamarine 7FFFD4 azure F0FFFF beige F5F5DC bisque FFE4C4
black 000000 blanchedalmond FFEBCD blue 0000FF blueviolet 8A2BE2 brown A52A2A burlywood DEB887 cadetblue 5F9EA0
chartreuse 7FFF00 chocolate D2691E coral FF7F50 cornflowerblue 6495ED cornsilk FFF8DC crimson DC143C darkblue 00008B
darkcyan 008B8B darkgoldenrod B8860B darkgray A9A9A9 darkgreen 006400 darkkhaki BDB76B darkmagenta 8B008B
darkolivegreen 556B2F darkorange FF8C00 darkorchid 9932CC darkred 8B0000 darksalmon E9967A darkseagreen 8FBC8F
darkslateblue 483D8B darkslategray 2F4F4F darkturquoise 00CED1 darkviolet 9400D3 deeppink FF1493 deepskyblue 00BFFF
dimgray 696969 dodgerblue 1E90FF firebrick B22222 floralwhite FFFAF0 forestgreen 228B22 fuchsia FF00FF gainsboro DCDCDC
ghostwhite F8F8FF gold FFD700 goldenrod DAA520 gray 808080 green 008000 greenyellow ADFF2F honeydew F0FFF0 hotpink FF69B4
indianred CD5C5C indigo 4B0082 ivory FFFFF0 khaki F0E68C lavender E6E6FA lavenderblush FFF0F5 lawngreen 7CFC00
lemonchiffon FFFACD lightblue ADD8E6 lightcoral F08080 lightcyan E0FFFF lightgoldenrodyellow FAFAD2 lightgray D3D3D3
lightgreen 90EE90 lightpink FFB6C1 lightsalmon FFA07A lightseagreen 20B2AA lightskyblue 87CEFA lightslategray 778899
lightsteelblue B0C4DE lightyellow FFFFE0 lime 00FF00 limegreen 32CD32 linen FAF0E6 maroon 800000 mediumaquamarine 66CDAA
mediumblue 0000CD mediumorchid BA55D3 mediumpurple 9370DB mediumseagreen 3CB371 mediumslateblue 7B68EE
mediumspringgreen 00FA9A mediumturquoise 48D1CC mediumvioletred C71585 midnightblue 191970 mintcream F5FFFA
mistyrose FFE4E1 moccasin FFE4B5 navajowhite FFDEAD navy 000080 oldlace FDF5E6 olive 808000 olivedrab 6B8E23
orange FFA500 orangered FF4500 orchid DA70D6 palegoldenrod EEE8AA palegreen 98FB98 paleturquoise AFEEEE
palevioletred DB7093 papayawhip FFEFD5 peachpuff FFDAB9 peru CD853F pink FFC0CB plum DDA0DD powderblue B0E0E6
purple 800080 red FF0000 rosybrown BC8F8F royalblue 4169E1 saddlebrown 8B4513 salmon FA8072 sandybrown F4A460
seagreen 2E8B57 seashell FFF5EE sienna A0522D silver C0C0C0 skyblue 87CEEB slateblue 6A5ACD slategray 708090 snow FFFAFA
springgreen 00FF7F steelblue 4682B4 tan D2B48C teal 008080 thistle D8BFD8 tomato FF6347 turquoise 40E0D0 violet EE82EE
wheat F5DEB3 white FFFFFF whitesmoke F5F5F5 yellow FFFF00 yellowgreen 9ACD32`;

const BY_NAME: ReadonlyMap<string, string> = new Map(
  [...NAMES.matchAll(/([a-z]+) ([0-9A-F]{6})/g)].map(([, name = "", hex]) => [name, `#${hex}`]),
);

/** The event's own colour as `#RRGGBB`; undefined when it has none that can be read. Where another program has changed
 *  COLOR since, what it says counts and the shade chosen here does not. */
export function readColor(component: IcalComponent): string | undefined {
  const shade = hexOf(lineOf(component, SHADE)?.value);
  const named = lineOf(component, "COLOR");
  if (named) {
    const color = hexOf(named.value);
    return shade !== undefined && color === BY_NAME.get(nearestName(shade)) ? shade : color;
  }
  // What some programs write in its place, and what is left where a server keeps X- lines only.
  return hexOf(lineOf(component, "X-APPLE-CALENDAR-COLOR")?.value) ?? shade;
}

/** The component in a colour of its own, or in its calendar's. @param color `#RRGGBB`; null: none */
export function setColor(component: IcalComponent, color: string | null, eol: string): IcalComponent {
  if ((readColor(component) ?? null) === (color?.toUpperCase() ?? null)) return component;
  const [named, shade] = color === null ? [] : colorLines(color, eol);
  const old = lineOf(component, "COLOR");
  const line = named && old ? rewriteLine(old, old.params, named.value, eol) : named;
  const next = setLine(setLine(component, "COLOR", line), SHADE, shade);
  return setLine(next, "X-APPLE-CALENDAR-COLOR", undefined);
}

/** The lines that say a colour: the nearest name, and the shade itself unless the name says it exactly. */
export function colorLines(color: string, eol: string): IcalLine[] {
  const shade = color.toUpperCase();
  const name = nearestName(shade);
  return [makeLine("COLOR", [], name, eol), ...(BY_NAME.get(name) === shade ? [] : [makeLine(SHADE, [], shade, eol)])];
}

/** The CSS3 name that looks most like a colour. @param color `#RRGGBB` */
export function nearestName(color: string): string {
  const wanted = oklab(color);
  let [best, least] = ["gray", Number.POSITIVE_INFINITY];
  for (const [name, hex] of BY_NAME) {
    const far = oklab(hex).reduce((sum, part, i) => sum + (part - (wanted[i] ?? 0)) ** 2, 0);
    if (far < least) [best, least] = [name, far];
  }
  return best;
}

// A name, #RGB, #RRGGBB or #RRGGBBAA (Apple), in any case.
function hexOf(value: string | undefined): string | undefined {
  const text = value?.trim().toLowerCase() ?? "";
  const name = BY_NAME.get(
    text
      .replace("grey", "gray")
      .replace(/^cyan$/, "aqua")
      .replace(/^magenta$/, "fuchsia"),
  );
  if (name !== undefined) return name;
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/.exec(text);
  const hex = short
    ? `#${short
        .slice(1)
        .map((digit) => digit + digit)
        .join("")}`
    : text;
  return /^#[0-9a-f]{6}([0-9a-f]{2})?$/.test(hex) ? hex.slice(0, 7).toUpperCase() : undefined;
}

// https://bottosson.github.io/posts/oklab: distances there are how different colours look.
function oklab(hex: string): [number, number, number] {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => linear(Number.parseInt(hex.slice(at, at + 2), 16) / 255));
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function linear(part: number): number {
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}
