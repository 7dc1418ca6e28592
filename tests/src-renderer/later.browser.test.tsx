import { expect, test, vi } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";
import { later } from "../../src-renderer/ui/later.tsx";

test("a part that could not be brought ahead is asked for again when it is shown", async () => {
  const load = vi.fn(async () => () => <p>Here</p>);
  load.mockRejectedValueOnce(new Error("the host is away"));
  const Part = later(load, true);
  await expect.poll(() => load.mock.results.length).toBe(1);
  await render(<Part />);
  await expect.element(page.getByText("Here")).toBeVisible();
  expect(load).toHaveBeenCalledTimes(2);
});
