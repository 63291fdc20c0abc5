import { keepReceipt, type ReceiptPorts } from '../../activities/lifecycle/receipts.ts';
import { requireOperation } from '../../activities/operation/operations.ts';
import type { FlowSettings } from '../../activities/operation/settings.ts';
import { IllegalMove, NotFound } from '../../domain/base/errors.ts';
import type { SaidOfCopies } from '../../domain/lifecycle/receipt.ts';
import type { OperationKey } from '../../domain/operation/operation.ts';
import type { Duties, DutyKind } from '../../domain/people/duties.ts';
import { isSuspended, type Somebody } from '../../domain/people/people.ts';
import { isKeyOf } from '../../domain/people/recipients.ts';
import type { Ports } from '../../ports/ports.ts';
import { finishSaid } from './finish-said.ts';
import { noteDuties } from './note-duties.ts';

export interface DutyAnswer {
  readonly key: OperationKey;
  readonly what: DutyKind;
  /** SHA-256 of the terms that they were shown. */
  readonly terms?: string;
  /** What they typed about the end of their copies. */
  readonly text?: string;
}

export type AnswerPorts = ReceiptPorts & Pick<Ports, 'projects' | 'register' | 'duties' | 'audit' | 'clock'>;
type AnswerSettings = Pick<FlowSettings, 'restorableDays'>;

/** What was asked of somebody about one release. */
interface OwnDuties {
  readonly asked: Duties;
  readonly own: Duties['people'][number];
}

/** What was asked of somebody about a package, each time that it was released. Throws NotFound for nothing, whatever there is. */
export async function ownDuties(
  { projects, duties }: Pick<AnswerPorts, 'projects' | 'duties'>,
  { project, id }: OperationKey,
  somebody: Somebody,
): Promise<readonly OwnDuties[]> {
  const found = await projects.find(project);
  const definition = found !== undefined && 'value' in found ? found.value : undefined;
  const rows = definition?.people.recipients === undefined ? [] : await duties.of(project);
  const all = rows.flatMap(({ value: asked }): OwnDuties[] => {
    if (asked?.exportId !== id || definition === undefined || isSuspended(definition, somebody)) return [];
    return asked.people.filter(({ who }) => isKeyOf(who, definition, somebody)).map((own) => ({ asked, own }));
  });
  if (all.length > 0) return all;
  throw new NotFound(`Nothing is asked of you about a package ${id} of ${project}`);
}

/**
 * Keeps what a recipient says: that they accept the terms of a release, or that their copies are deleted, which is signed. It is their word and
 * no more. Who says it again changes nothing. Throws NotFound where nothing was asked of them, IllegalMove where it was something else.
 */
export async function answerDuty(
  ports: AnswerPorts,
  settings: AnswerSettings,
  { key, what, terms, text = '' }: DutyAnswer,
  somebody: Somebody,
): Promise<void> {
  const wanted = (await ownDuties(ports, key, somebody)).filter(({ own }) => own[what] !== undefined);
  if (wanted.length === 0) throw new IllegalMove(`That is not asked of you about ${key.id}. Nothing was changed.`);
  const open = wanted.find(({ own }) => own[what]?.done === undefined);
  if (open === undefined) return;
  if (what === 'deletion' && (await finishSaid(ports, key.project, [open.asked])))
    return await answerDuty(ports, settings, { key, what, text }, somebody);
  const { asked, own } = open;
  if (what === 'accept' && terms !== asked.terms)
    throw new IllegalMove(`You were shown other terms than those of ${key.id}. Read them again; nothing was changed.`);
  const kind = what === 'accept' ? 'recipient.accepted' : 'recipient.confirmed';
  const said = what === 'deletion' && text !== '' ? { text } : {};
  const about = { who: own.who, releasedAt: asked.releasedAt, ...said };
  const signed = what === 'accept' ? {} : { receipt: await sign(ports, settings, key, { by: somebody.oid, ...about }) };
  const data = { what, ...about, ...signed };
  await noteDuties(ports, key.project, [{ id: key.id, kind, actor: somebody.oid, data }]);
}

/** Before it is told: of who was cut off in between the next answer, or the sweep, tells. */
async function sign(
  ports: AnswerPorts,
  settings: AnswerSettings,
  key: OperationKey,
  said: Omit<SaidOfCopies, 'says'>,
): Promise<string> {
  const { value } = await requireOperation(ports.register, key);
  const statement = { says: 'every copy of theirs is deleted', ...said } as const;
  return await keepReceipt(ports, settings, value, { kind: 'confirmation', said: statement });
}
