import { keptPage } from '../../functions/base/press-form.ts';
import type { ActServices } from '../../functions/operation/operations.ts';
import type { Page } from '../../pages/base/layout.ts';
import type { OverviewStore } from '../../ports/overview.ts';
import type { Ports } from '../../ports/ports.ts';
import type { RemarkStore } from '../../ports/remarks.ts';
import type { PersonNamePorts } from '../../use-cases/people/person-name.ts';
import type { ReaderPorts } from '../../use-cases/people/projects-of-reader.ts';
import { jsonAnswer, pageAnswer, redirectAnswer } from '../../web/answers.ts';
import { queryOf } from '../../web/asked.ts';
import { authenticate, type Caller, type CallerCheck, requireCaller } from '../../web/caller.ts';
import type { Handler, WebRequest } from '../../web/handler.ts';
import { signInPath } from '../../web/sign-in.ts';
import { mineQuery } from './descriptions.ts';
import { type MineNotes, minePage } from './mine-page.ts';
import { type MineAsked, seeMine } from './see-mine.ts';

export interface MineServices
  extends CallerCheck,
    ActServices,
    PersonNamePorts,
    Pick<ReaderPorts, 'groupsClaim'>,
    Pick<Ports, 'absences' | 'unreadable' | 'refused' | 'random' | 'looks'> {
  readonly overview: Pick<OverviewStore, 'open' | 'seen'>;
  readonly remarks: Pick<RemarkStore, 'keep' | 'kept'>;
  readonly publicBaseUrl: string;
  readonly readingRoomUrl?: string | undefined;
}

/** GET mine: what waits for whoever is signed in, and what belongs to them. */
export function showMine(services: MineServices): Handler {
  return async (request) => {
    const caller = await authenticate(services, request);
    if (caller === undefined) return redirectAnswer(signInPath('/api/mine'));
    const sent = await keptPage(services, request, minePlace);
    return await pageAnswer(200, await shownMine(services, caller, askedIn(request), { sent }));
  };
}

/** The page under which the browser keeps a draft of it. */
export const minePlace = 'mine';

export async function shownMine(
  services: MineServices,
  caller: Caller,
  asked: MineAsked,
  notes: Omit<MineNotes, 'isOperator'>,
): Promise<Page> {
  const mine = await seeMine(services, caller, asked);
  return minePage(mine, visitorOf(caller), { isOperator: isOperator(caller), ...notes });
}

function isOperator({ roles }: Pick<Caller, 'roles'>): boolean {
  return roles.some((role) => role === 'Ops.Reader' || role === 'Ops.Operator');
}

/** GET mine.json: the same for programs. */
export function showMineData(services: MineServices): Handler {
  return async (request) => {
    const caller = await requireCaller(services, request);
    return jsonAnswer(200, await seeMine(services, caller, askedIn(request)));
  };
}

export function askedIn(request: WebRequest): MineAsked {
  const { project, datasets, packages, ...reviews } = queryOf(request, mineQuery);
  // A continuation is that of one project's list.
  if (project === undefined) return reviews;
  return {
    ...reviews,
    project,
    ...(datasets === undefined ? {} : { datasets }),
    ...(packages === undefined ? {} : { packages }),
  };
}

export function visitorOf({ name, session }: Caller) {
  return { name, antiForgery: session?.antiForgery ?? '' };
}
