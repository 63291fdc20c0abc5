import { doorFacts } from '../../domain/base/door.ts';
import type { ActName } from '../../domain/lifecycle/acts.ts';
import { mostNamed, usedByFollowUp } from '../../domain/lifecycle/used-by.ts';
import { stateText } from '../../domain/operation/state-text.ts';
import { Complaint } from '../complaint.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { type ActRoute, actRoute, type BodyOf, type ShownOperation } from '../routes.ts';
import { safeText } from '../shown/safe-text.ts';
import type { Tools } from '../tools.ts';
import { findOperation, objectIdOf, type TypedOperation } from './find.ts';

export interface TypedAct extends TypedOperation {
  readonly reason: string;
  /** E-mail address or object id of the one approver who is meant. */
  readonly approver?: string | undefined;
}

/** Asks for the act. A dangerous one says first what will happen, and is refused when the operation has moved on meanwhile. */
export async function performAct({ api, ...tools }: Tools, act: ActName, typed: TypedAct): Promise<ExitCode> {
  const { approver, ...more } = typed;
  const { door, body: operation, etag, named } = await findOperation(api, typed);
  const route = actRoute(act, door);
  if (route === undefined)
    throw new Complaint(exitCodes.wrongUse, `This cannot be asked of a ${doorFacts(door).noun}: ${typed.id}.`);
  const danger = dangerOf(act, operation);
  if (danger !== undefined) {
    const used = act === 'retract' ? (await api.ask('usedBy', { ...named, limit: mostNamed })).body : undefined;
    const duties = used === undefined ? [] : usedByFollowUp({ ...used, packages: used.items });
    await tools.agree([operation.explanation, danger, ...duties]);
  }
  const whom = approver === undefined ? {} : { approver: await objectIdOf(api, approver, operation.project) };
  // Both of two operators name the files that they mean.
  const seen = act === 'withoutEvidence' || act === 'passLimit' ? { digest: operation.package?.digest } : {};
  const isSeen = danger !== undefined && tools.asks;
  const asked = { ...more, ...named, ...whom, ...seen };
  const { body: done } = await api.ask(route, asked, { etag: isSeen ? etag : undefined });
  return tools.show(done, () => actedLines(operation, done));
}

/** They repeat project and name: a short number says neither. */
function actedLines({ door, project, name, id }: ShownOperation, done: BodyOf<ActRoute>): string[] {
  const what = `The ${doorFacts(door).noun} ${name} of ${project} (${id})`;
  if (!('explanation' in done)) return [safeText(`${what} is ${stateText(done.state)}.`)];
  const { explanation, todo = [], downloads } = done;
  const query = downloads === undefined ? [] : ['Who downloaded it, in Log Analytics:', ...downloads.split('\n')];
  return [explanation, ...todo.map((duty) => `To do: ${duty}`), ...query].map(safeText);
}

/** What a dangerous act will do, in sentences for whoever is about to ask for it; undefined for an act that can be undone. */
export function dangerOf(act: ActName, { door }: Pick<ShownOperation, 'door'>): string | undefined {
  const { noun, container } = doorFacts(door);
  switch (act) {
    case 'stop':
      return `Its runs will be cancelled, what they did will be written down, and the ${noun} will have failed. Its name stays taken until somebody acts again.`;
    case 'discard':
      return `Data Factory will delete its files in ${container}. Only a storage administrator can bring them back, for some days.`;
    case 'takeBack':
      return 'Its runs will be cancelled, and every file that they brought outside will be deleted there. Nothing takes back what was downloaded.';
    case 'revoke':
      return 'What was released will be deleted outside, for good. Nothing takes back what was downloaded.';
    case 'retract':
      return 'This version will be closed to people, once you have deployed what the answer says, and deleted as soon as its retention allows. That cannot be undone.';
    case 'retry':
    case 'giveBack':
    case 'withdraw':
    case 'extend':
    case 'resend':
    case 'withoutEvidence':
    case 'passLimit':
      return undefined;
  }
}
