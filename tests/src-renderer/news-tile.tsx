// The news tile in a frame of the dashboard's size, and the dialog that it opens.
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { vi } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";
import { LiveProvider } from "../../src-renderer/live.tsx";
import { FeedsDialog } from "../../src-renderer/news/feeds-dialog.tsx";
import { NewsWidget } from "../../src-renderer/news/news-widget.tsx";
import { Look } from "../../src-renderer/shell/look.tsx";
import { CommandsProvider, useAllCommands } from "../../src-renderer/ui/commands.tsx";
import { UndoProvider } from "../../src-renderer/undo.tsx";
import { FakeBridge, type FakeOptions } from "./fake-bridge.ts";
import { NOW_MS } from "./fake-data.ts";

let commands: ReturnType<typeof useAllCommands> = () => [];

function Tile() {
  const [managing, setManaging] = useState(false);
  commands = useAllCommands();
  return (
    <main style={{ padding: 24, width: 620 }}>
      <section className="card widget" style={{ height: 360 }} aria-label="Tile">
        <div className="row g8 widget-head">
          <h2 className="t13 w6 sp">Actualités</h2>
        </div>
        <NewsWidget onManage={() => setManaging(true)} />
      </section>
      {managing && <FeedsDialog onClose={() => setManaging(false)} />}
    </main>
  );
}

/** Renders it. @param prepare sets the feeds before the page asks for them */
export async function openNews(prepare: (bridge: FakeBridge) => void = () => {}, options: FakeOptions = {}) {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  notifications.clean();
  await page.viewport(1024, 760);
  const bridge = new FakeBridge(options);
  prepare(bridge);
  await render(
    <LiveProvider bridge={bridge}>
      <Look settings={bridge.settings}>
        <CommandsProvider lettersOff={false}>
          <UndoProvider>
            <Tile />
          </UndoProvider>
        </CommandsProvider>
      </Look>
    </LiveProvider>,
  );
  return { bridge, news: bridge.news, commands: () => commands() };
}
