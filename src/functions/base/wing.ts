import type { Description } from '../../api/description.ts';
import { lazily } from '../../domain/base/reading/lazily.ts';
import type { MessageLink } from '../../pages/base/layout.ts';
import type { SweepPart } from '../../use-cases/overview/sweep-parts.ts';
import type { Handler } from '../../web/handler.ts';

export type Described = Readonly<Record<string, Description>>;

export type HandlersOf<Routes extends Described> = Readonly<Record<keyof Routes, Handler>>;

/** What hangs on the trunk by two lines in `app/`: what describes its routes, and this. */
export interface Wing<Routes extends Described, Services> {
  readonly handlers: (services: Services) => HandlersOf<Routes>;
  /** Its entries in the navigation of the desk. */
  readonly places?: readonly MessageLink[];
  /** What it adds to the sweep, after the parts of the trunk and before the mails. */
  readonly parts?: readonly SweepPart[];
}

/** Handlers whose code is loaded once one of them is asked: whatever else the app is started for does without it. */
export function onceAsked<Routes extends Described>(
  routes: Routes,
  load: () => Promise<HandlersOf<Routes>>,
): HandlersOf<Routes>;
export function onceAsked(routes: Described, load: () => Promise<HandlersOf<Described>>): HandlersOf<Described> {
  const loaded = lazily(load);
  const later = (name: string): Handler => {
    return async (request, workflows) => {
      const handler = (await loaded())[name];
      if (handler === undefined) throw new Error(`Nothing answers the route ${name}`);
      return await handler(request, workflows);
    };
  };
  return Object.fromEntries(Object.keys(routes).map((name) => [name, later(name)]));
}
