import { type Description, isChange } from '../api/description.ts';
import { trunk } from '../api/trunk.ts';
import { compute } from '../compute/descriptions.ts';
import { onceAsked } from '../functions/base/wing.ts';
import { sendingOn } from '../functions/desk/send-on.ts';
import { deskNavigation, searchOf } from '../pages/desk/desk-page.ts';
import { authenticate, type CallerCheck, hasRole } from '../web/caller.ts';
import { callersFirst } from '../web/callers-first.ts';
import type { Handler, Route } from '../web/handler.ts';
import { type OnceServices, onlyOnce } from '../web/only-once.ts';
import { recordingTokens } from '../web/record-sign-in.ts';
import { endingSessions } from '../web/session-ends.ts';
import { wingPlaces } from './added.ts';
import { api } from './api.ts';
import { merged } from './merged.ts';
import type { Services, WingServices } from './services.ts';
import * as wings from './wing-handlers.ts';

const described: Readonly<Record<string, Description>> = api;

/** Every HTTP function of the app. Each checks its caller itself; none relies on function keys. */
export function routesOf(given: Services): readonly Route[] {
  const tokens = recordingTokens(given.tokens, given);
  const services = { ...given, tokens, sealer: endingSessions(given.sealer, given) };
  const asked = new Map<Description, Handler>();
  const ofTrunk = onceAsked({ ...trunk, ...compute }, async () =>
    (await import('./trunk-handlers.ts')).trunkHandlers(services),
  );
  const withDesk = { ...services, sendOn: sendingOn(asked, services.publicBaseUrl), places: wingPlaces };
  return Object.entries({ ...ofTrunk, ...ofWings(withDesk) }).map(([name, handler]) => {
    const description = described[name];
    if (description === undefined) throw new Error(`The route ${name} is not described`);
    const guarded = guardedBy(services, { ...description, name, handler });
    asked.set(description, guarded);
    return { ...description, name, handler: guarded, around: aroundIn(services, description) };
  });
}

/** Whoever has a session in the browser, and at the desk its pages; what is wrong with a session is told by its own refusal. */
function aroundIn(services: CallerCheck, { access, path }: Description): NonNullable<Route['around']> {
  return async (request) => {
    const caller = await authenticate(services, request).catch(() => undefined);
    if (caller?.session === undefined) return {};
    const isAtDesk = access === 'Ops.Reader' && hasRole(caller, access);
    if (!isAtDesk) return { visitor: caller.session };
    const search = searchOf({ ...caller.session, search: { from: '', text: '' } });
    return { visitor: caller.session, search, navigation: deskNavigation(`/api/${path}`, wingPlaces) };
  };
}

/** What all routes have in common: who may ask comes before what is asked, and each change is carried out once for each key. */
function guardedBy(services: OnceServices, route: Route): Handler {
  return callersFirst(services, route, isChange(route) ? onlyOnce(services, route.name, route.handler) : route.handler);
}

function ofWings(services: WingServices): Readonly<Record<string, Handler>> {
  return merged(Object.fromEntries(Object.entries(wings).map(([name, wing]) => [name, wing.handlers(services)])));
}
