import { z } from 'zod';
import type { AuditEvent } from '../audit/chain-line.ts';
import { type Duties, type Duty, dutyKinds, keyOfDuties } from '../people/duties.ts';

const text = z.string();
/** What each line about a duty says. The line by which it begins says which terms, and which definitions name them and the recipient. */
const lineSchema = z.object({
  what: z.enum(dutyKinds),
  who: text,
  releasedAt: text,
  named: text.exactOptional(),
  terms: text.exactOptional(),
  definition: text.exactOptional(),
  days: z.number().exactOptional(),
  text: text.exactOptional(),
  receipt: text.exactOptional(),
});

export type DutyLine = z.infer<typeof lineSchema>;

/** Duties after one more line about them; unchanged by a line of something else. */
export function dutiesAfter(before: Duties | undefined, event: AuditEvent): Duties | undefined {
  const line = event.kind.startsWith('recipient.') ? lineSchema.safeParse(event.data).data : undefined;
  if (line === undefined || event.operation === null) return before;
  const { what, who, releasedAt, named = '', terms = '', definition = '' } = line;
  const begun =
    event.kind === 'recipient.asked' ? { exportId: event.operation, releasedAt, terms, definition } : undefined;
  const duties = before ?? (begun && { ...begun, people: [] });
  if (duties === undefined) return before;
  const person = duties.people.find((one) => one.who === who) ?? { who, named };
  const duty = dutyAfter(person[what], event, line);
  if (duty === undefined) return before;
  const others = duties.people.filter((one) => one.who !== who);
  return { ...duties, people: [...others, { ...person, [what]: duty }] };
}

function dutyAfter(before: Duty | undefined, { kind, at, actor }: AuditEvent, line: DutyLine): Duty | undefined {
  if (kind === 'recipient.asked') return before ?? { since: at };
  if (before === undefined) return undefined;
  if (kind === 'recipient.told') return { ...before, told: { at: before.told?.at ?? at, days: line.days ?? 0 } };
  const said = line.text === undefined ? {} : { text: line.text };
  const signed = line.receipt === undefined ? {} : { receipt: line.receipt };
  return { ...before, done: { at, by: actor, ...said, ...signed } };
}

export type ToldDuties = ReadonlyMap<string, Duties>;

/** What the chain of a project tells of duties, after one more of its lines. */
export function applyDutyLine(told: ToldDuties, event: AuditEvent): ToldDuties {
  const { operation: exportId, data } = event;
  if (exportId === null || !event.kind.startsWith('recipient.')) return told;
  const key = keyOfDuties({ exportId, releasedAt: String(data['releasedAt']) });
  const after = dutiesAfter(told.get(key), event);
  return after === undefined ? told : new Map([...told, [key, after]]);
}
