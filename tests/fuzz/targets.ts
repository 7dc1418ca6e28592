// All targets, in the order of the table.
import type { FuzzTarget } from "./target.ts";
import { CALENDAR_TARGETS } from "./targets/calendar.ts";
import { CALL_TARGETS } from "./targets/calls.ts";
import { GRAPH_TARGETS } from "./targets/graph.ts";
import { MAIL_TARGETS } from "./targets/mail.ts";
import { TEXT_TARGETS } from "./targets/text.ts";
import { WIRE_TARGETS } from "./targets/wire.ts";
import { XML_TARGETS } from "./targets/xml.ts";

export const TARGETS: readonly FuzzTarget[] = [
  ...CALENDAR_TARGETS,
  ...MAIL_TARGETS,
  ...XML_TARGETS,
  ...GRAPH_TARGETS,
  ...WIRE_TARGETS,
  ...CALL_TARGETS,
  ...TEXT_TARGETS,
];
