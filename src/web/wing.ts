import type { Description } from '../api/description.ts';
import type { Handler } from './handler.ts';

/** Handlers by the names of the routes that a wing describes: each has one, and there is no other. */
export type HandlersOf<Described extends Readonly<Record<string, Description>>> = Readonly<
  Record<keyof Described, Handler>
>;

/** A handler whose code is loaded once somebody asks for it. */
export function onceAsked(load: () => Promise<Handler>): Handler {
  let loaded: Promise<Handler> | undefined;
  return async (request, workflows) => {
    loaded ??= load();
    return (await loaded)(request, workflows);
  };
}
