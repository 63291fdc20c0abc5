import { doors, shortNumber } from '../../../domain/base/door.ts';
import type { Operation } from '../../../domain/operation/operation.ts';
import { type DeskServices, visitOf } from '../../../functions/desk/visit.ts';
import type { ListServices } from '../../../functions/operation/operations.ts';
import { deskAddress, operationHref, pathOf } from '../../../pages/desk/links.ts';
import { listOperations } from '../../../use-cases/overview/list-operations.ts';
import { readZones } from '../../../use-cases/project/project-zones.ts';
import { pageAnswer, redirectAnswer } from '../../../web/answers.ts';
import { authenticate } from '../../../web/caller.ts';
import type { Handler } from '../../../web/handler.ts';
import { signInPath } from '../../../web/sign-in.ts';
import { foundPage } from './found-page.ts';

export type SearchServices = DeskServices & ListServices;

const mostShown = 50;

/** GET ops/desk/search: the datasets and packages that are called so; the page of the only one whose number or id it is. */
export function searchDesk(services: SearchServices): Handler {
  return async (request, workflows) => {
    const { pathname, search, searchParams } = new URL(request.url, services.publicBaseUrl);
    if ((await authenticate(services, request)) === undefined)
      return redirectAnswer(signInPath(`${pathname}${search}`));
    const { caller, visitor } = await visitOf(services, request, workflows);
    const text = (searchParams.get('text') ?? '').trim().slice(0, 200);
    const from = searchParams.get('from');
    const back = from === null ? undefined : pathOf(deskAddress(from));
    const at = { now: services.clock.now(), outageHours: services.outageHours };
    const asked = { text, sort: 'newest', limit: mostShown } as const;
    const parts =
      text === '' ? [] : await Promise.all(doors.map((door) => listOperations(services, caller, door, asked, at)));
    const operations = parts.flatMap(({ items }) => items).toSorted((one, other) => (one.since < other.since ? 1 : -1));
    const isCut = parts.some(({ continuation }) => continuation !== null);
    const [only, ...others] = operations.filter((one) => isNumber(one, text));
    if (only !== undefined && others.length === 0 && !isCut) return redirectAnswer(operationHref(only.door, only));
    const zones = operations.length === 0 ? new Map() : await readZones(services.projects);
    return await pageAnswer(
      200,
      foundPage(
        { text, back, operations: operations.slice(0, mostShown), isCut, zones },
        { ...visitor, search: { ...visitor.search, text } },
      ),
    );
  };
}

function isNumber({ id }: Operation, text: string): boolean {
  return id === text || shortNumber(id) === text.toUpperCase();
}
