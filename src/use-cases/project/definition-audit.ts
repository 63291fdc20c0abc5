import { note } from '../../domain/audit/audit-event.ts';
import type { FieldChange } from '../../domain/definition/definition-change.ts';
import type { PendingChange } from '../../domain/definition/pending-change.ts';
import type { Ports } from '../../ports/ports.ts';

type Happening =
  | 'change-intended'
  | 'changed'
  | 'change-asked'
  | 'change-confirmed'
  | 'change-taken-back'
  | 'change-expired'
  | 'change-refused'
  | 'change-told'
  | 'suspended';

type Data = Readonly<Record<string, string | number | boolean | null>>;

/** `id` is the same when the step is repeated. */
export async function recordDefinition(
  { audit, clock }: Pick<Ports, 'audit' | 'clock'>,
  project: string,
  event: { readonly id: string; readonly what: Happening; readonly actor?: string; readonly data: Data },
): Promise<void> {
  const { id, what, actor, data } = event;
  const kind = `project.${what}` as const;
  const parts = { id: `${id}.${kind}`, at: clock.now(), kind, data, ...(actor === undefined ? {} : { actor }) };
  await audit.append(project, [note(project, parts)]);
}

const mostWords = 50;

/** What a change consists of, in words without names, for the audit. The definition itself is kept under its hash. */
export function wordsOf(changes: readonly FieldChange[]): string {
  const words = changes.slice(0, mostWords).map(({ record, path }) => record ?? path);
  return [...words, ...(changes.length > mostWords ? [`and ${changes.length - mostWords} more`] : [])].join('\n');
}

/** The parts of a change that waits which each event about it repeats. */
export function changeData({ id, hash, against }: PendingChange): Data {
  return { change: id, definition: hash, against };
}
