// Events as Electron gives them to listeners.

/** Any facts, with `preventDefault`. */
export type StandInEvent<T extends object = object> = T & { preventDefault(): void; defaultPrevented: boolean };

/** Makes one event. */
export function makeEvent<T extends object>(facts: T = {} as T): StandInEvent<T> {
  const event: StandInEvent<T> = Object.assign(facts, {
    defaultPrevented: false,
    preventDefault() {
      event.defaultPrevented = true;
    },
  });
  return event;
}
