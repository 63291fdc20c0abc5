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

/** Whether a row says less than lines tell. One that says more was written since these were read. */
export function lacksLines(row: Duties, told: Duties): boolean {
  return told.people.some((person) => {
    const stands = row.people.find(({ who }) => who === person.who);
    return dutyKinds.some((kind) => {
      const [duty, own] = [person[kind], stands?.[kind]];
      const lacks = (part: 'done' | 'told') => duty?.[part] !== undefined && own?.[part] === undefined;
      return duty !== undefined && (own === undefined || lacks('done') || lacks('told'));
    });
  });
}

/** Why the row of the duties of which a line tells does not say so; undefined where it does. Undefined too for a row that cannot be read: it is named as that. */
export function dutiesDisagree(
  rows: readonly { readonly key: string; readonly value: Duties | undefined }[],
  { kind, operation, data }: AuditEvent,
): string | undefined {
  const key = keyOfDuties({ exportId: operation ?? '', releasedAt: String(data['releasedAt']) });
  const row = rows.find((one) => one.key === key);
  if (row === undefined) return 'It is missing: the audit tells what recipients were asked';
  const line = lineSchema.safeParse(data).data;
  if (row.value === undefined || line === undefined) return undefined;
  const duty = row.value.people.find(({ who }) => who === line.who)?.[line.what];
  if (duty !== undefined && says(duty, kind, line)) return undefined;
  return 'It does not say what the audit tells that recipients were asked or said';
}

function says({ told, done }: Duty, kind: string, { days = 0 }: DutyLine): boolean {
  if (kind === 'recipient.asked') return true;
  return kind === 'recipient.told' ? told !== undefined && told.days >= days : done !== undefined;
}
