// The card on top and the events under it. Each part is drawn again only when its words are others.
import { Button, UnstyledButton } from "@mantine/core";
import { IconAlertTriangle, IconCloudUp, IconVideo } from "@tabler/icons-react";
import { memo } from "react";
import { Trans, useTranslation } from "react-i18next";
import { hue, STROKE } from "../ui/hue.ts";
import { useRoving } from "../ui/roving.ts";
import type { Card, Group, Line, Whole, WidgetView } from "./view.ts";

type Open = (event: Pick<Line, "eventId" | "recurrenceId">) => void;

const MARKS = { conflict: IconAlertTriangle, pending: IconCloudUp, video: IconVideo } as const;

/** Are two of them the same in words? Their objects are made anew every minute. */
function isSame<P extends object>(before: P, after: P): boolean {
  return (Object.keys(after) as (keyof P)[]).every((name) => before[name] === after[name]);
}

interface LineProps {
  readonly line: Line;
  readonly onOpen: Open;
}

const Row = memo(
  function Row({ line, onOpen }: LineProps) {
    const { time, day, title, meta, name, left, mark, isOpen } = line;
    const Mark = mark && MARKS[mark];
    return (
      <li>
        <UnstyledButton
          className="row g8 wg-row"
          style={hue(line.color)}
          data-up
          data-join={line.joinUrl}
          onClick={() => onOpen(line)}
        >
          <span className="hidden">{name}</span>
          <span className="col wg-time tn" aria-hidden="true">
            <span className="t12 w5">{time}</span>
            {day && <span className="t11 i3">{day}</span>}
          </span>
          <span className={isOpen ? "bar3 open" : "bar3"} />
          <span className="col sp" aria-hidden="true">
            <span className="t13 w5 el wg-title">{title}</span>
            <span className="row g4 t11 i3 wg-meta">
              <span className="el">{meta}</span>
              {left && <span className="w6 tn nowc">{left}</span>}
            </span>
          </span>
          {Mark && <Mark size={16} stroke={STROKE} className={mark === "conflict" ? "err" : "ic"} aria-hidden="true" />}
        </UnstyledButton>
      </li>
    );
  },
  (a, b) => isSame(a.line, b.line),
);

function WholeDay({ whole, onOpen }: { readonly whole: readonly Whole[]; readonly onOpen: Open }) {
  return (
    <ul className="plain row g8 wg-whole-list">
      {whole.map((one) => (
        <li key={one.key}>
          <UnstyledButton className="row g6 wg-whole" style={hue(one.color)} data-up onClick={() => onOpen(one)}>
            <span className="hidden">{one.name}</span>
            <span className="sw" />
            <span className="el" aria-hidden="true">
              {one.title}
            </span>
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}

const TopCard = memo(
  function TopCard({ card, onOpen }: { readonly card: Card; readonly onOpen: Open }) {
    const { t } = useTranslation();
    const { percent, title, joinUrl } = card;
    const isRunning = percent !== undefined;
    return (
      <section className={isRunning ? "wg-card now" : "wg-card"} style={hue(card.color)} aria-label={card.kicker}>
        <div className="row g12 wg-card-in">
          <UnstyledButton className="row g12 sp wg-card-open" data-up data-join={joinUrl} onClick={() => onOpen(card)}>
            <span className="hidden">{card.name}</span>
            <span className={card.isOpen ? "bar3 open" : "bar3"} />
            <span className="col sp" aria-hidden="true">
              <span className={isRunning ? "t11 w6 tn el nowc" : "t11 w6 tn el i2"}>{card.kicker}</span>
              <span className="t14 w6 el">{title}</span>
              <span className="t12 i2 tn el">{[card.time, card.meta].filter(Boolean).join(" · ")}</span>
            </span>
          </UnstyledButton>
          {joinUrl && (
            <Button
              component="a"
              href={joinUrl}
              target="_blank"
              rel="noreferrer"
              px={10}
              variant={isRunning || card.isNear ? "filled" : "light"}
              leftSection={<IconVideo size={16} stroke={STROKE} aria-hidden="true" />}
              aria-label={t("upcoming.join", { title })}
            >
              {t("upcoming.joinShort")}
            </Button>
          )}
        </div>
        {isRunning && (
          <div
            className="wg-progress"
            role="progressbar"
            aria-label={t("upcoming.progress", { title })}
            aria-valuenow={percent}
            style={{ width: `${percent}%` }}
          />
        )}
      </section>
    );
  },
  (a, b) => isSame(a.card, b.card),
);

interface HeadingProps {
  readonly group: Group;
  readonly isFirst: boolean;
  readonly nextIn: string | undefined;
  readonly onOpen: Open;
}

function Heading({ group: { heading, whole }, isFirst, nextIn, onOpen }: HeadingProps) {
  return (
    <div className={isFirst ? "row g8 wg-then" : "row g8 wg-day"}>
      <h2 className="over">{heading}</h2>
      <span className="row sp">{whole.length > 0 && <WholeDay {...{ whole, onOpen }} />}</span>
      {nextIn && (
        <span className="t12 i2 tn wg-next">
          <Trans i18nKey="widget.nextIn" values={{ duration: nextIn }} components={{ b: <b className="w6" /> }} />
        </span>
      )}
    </div>
  );
}

interface Props {
  readonly view: WidgetView;
  readonly onOpen: Open;
}

/** All of it; one stop for Tab. */
export function List({ view: { card, nextIn, groups }, onOpen }: Props) {
  const { t } = useTranslation();
  const roving = useRoving();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a card and lists, moved through as one
    <div className="sp col wg-list" role="group" aria-label={t("widget.list")} {...roving}>
      {card && <TopCard card={card} onOpen={onOpen} />}
      <div className="sp col wg-rows">
        {groups.map((group, n) => (
          <section key={group.day} aria-label={group.heading}>
            <Heading {...{ group, onOpen }} isFirst={n === 0} nextIn={n === 0 ? nextIn : undefined} />
            <ul className="plain">
              {group.lines.map((line) => (
                <Row key={line.key} line={line} onOpen={onOpen} />
              ))}
            </ul>
          </section>
        ))}
      </div>
    </div>
  );
}
