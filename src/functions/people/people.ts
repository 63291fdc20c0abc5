import { correctionBody, type people } from '../../api/people.ts';
import { Refused } from '../../domain/base/errors.ts';
import { clearPerson, correctPerson, type PeoplePorts } from '../../use-cases/people/people.ts';
import { jsonAnswer } from '../../web/answers.ts';
import { readJson } from '../../web/body.ts';
import type { Caller, CallerCheck } from '../../web/caller.ts';
import { requireOperatorWrite } from '../../web/forgery.ts';
import { type Handler, param, type WebRequest } from '../../web/handler.ts';
import type { Read } from '../../web/reading.ts';
import { requireReason } from '../../web/reason.ts';

export interface PeopleServices extends CallerCheck, PeoplePorts {
  readonly publicBaseUrl: string;
}

/** GET ops/people: everybody who was ever seen, in the order of their names; whoever was cleared last. */
export const listPeople = (async (services) => {
  const items = await services.people.list();
  const key = ({ name, oid }: (typeof items)[number]) => `${name === null ? 1 : 0}${name ?? ''}${oid}`;
  return { items: items.toSorted((one, other) => key(one).localeCompare(key(other), 'en')), continuation: null };
}) satisfies Read<Pick<PeoplePorts, 'people'>, typeof people.knownPeople>;

/** PUT ops/people/{oid} with `{ name, email, reason }`: what a person is called from now on. */
export function correct(services: PeopleServices): Handler {
  return async (request) => {
    const { caller, oid } = await asked(services, request);
    const body = correctionBody.safeParse(await readJson(request));
    if (!body.success) throw new Refused('Send { "name": "…", "email": "…", "reason": "…" }. Nothing was changed.');
    const { reason, ...said } = body.data;
    return jsonAnswer(200, { person: await correctPerson(services, { oid, by: caller.oid, reason }, said) });
  };
}

/** DELETE ops/people/{oid} with a reason: name and address are gone, and the object id stays. */
export function clear(services: PeopleServices): Handler {
  return async (request) => {
    const { caller, oid } = await asked(services, request);
    const reason = await requireReason(request);
    return jsonAnswer(200, { person: await clearPerson(services, { oid, by: caller.oid, reason }) });
  };
}

async function asked(
  services: PeopleServices,
  request: WebRequest,
): Promise<{ readonly caller: Caller; readonly oid: string }> {
  const caller = await requireOperatorWrite(services, request);
  return { caller, oid: param(request, 'oid').toLowerCase() };
}
