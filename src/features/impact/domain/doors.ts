import { countText } from '../../../domain/base/count-text.ts';
import { type Door, doorFacts, doors, shortNumber } from '../../../domain/base/door.ts';
import { type Capacity, capacityAt, type DoorNote, whyInWords } from '../../../domain/lifecycle/capacity.ts';
import type { Operation } from '../../../domain/operation/operation.ts';
import { type Project, rulesAt, type UploadRules } from '../../../domain/project/project.ts';
import { type Consequence, ofThings, type Touched } from './consequence.ts';

export interface AtDoors {
  readonly operations: readonly Operation[];
  readonly notes: readonly DoorNote[];
}

export function consequencesAtDoors(
  before: Project | undefined,
  after: Project,
  { operations, notes }: AtDoors,
  now: Date,
): Consequence[] {
  return doors.flatMap((door) => {
    const mine = operations.filter((operation) => operation.door === door);
    const waiting = notes.find((note) => note.door === door)?.waiting ?? 0;
    const old = before && capacityAt(door, before, mine, now);
    return [
      ...openness(door, old, capacityAt(door, after, mine, now), waiting),
      ...(before === undefined ? [] : checkedAnew(door, before, after, mine, now)),
    ];
  });
}

function openness(door: Door, before: Capacity | undefined, after: Capacity, waiting: number): Consequence[] {
  const { noun } = doorFacts(door);
  const names = waiting === 0 ? '' : ` ${countText(waiting, 'name')} ${waiting === 1 ? 'waits' : 'wait'} there now.`;
  if (after.kind === 'wait') {
    if (before?.kind === 'wait' && before.why === after.why) return [];
    const sentence = `A new ${noun} would wait at the door: ${whyInWords[after.why]}.${names}`;
    return [{ kind: 'waits-at-door', sentence, touches: [], door }];
  }
  if (before?.kind !== 'wait' || waiting === 0) return [];
  const taken = `${countText(Math.min(waiting, after.free), noun)} of ${waiting} that wait at the door`;
  return [{ kind: 'taken-in', sentence: `The next sweep takes in ${taken}.`, touches: [] }];
}

/** States in which the rules of the door are still to be held against an upload. */
const unchecked = ['receiving', 'checking'];

function checkedAnew(
  door: Door,
  before: Project,
  after: Project,
  operations: readonly Operation[],
  now: Date,
): Consequence[] {
  const [old, rules] = [rulesAt(door, before), rulesAt(door, after)];
  const differing = upload.filter((rule) => JSON.stringify(old[rule]) !== JSON.stringify(rules[rule]));
  if (differing.length === 0) return [];
  const { noun } = doorFacts(door);
  const known = operations
    .filter(({ state }) => unchecked.includes(state))
    .map((operation) => ({ id: operation.id, fate: fateOf(operation, rules, now) }));
  const touches = (ends: boolean): Touched[] =>
    known
      .filter(({ fate }) => fate.ends === ends)
      .map(({ id, fate }) => ({ id, sentence: `The ${noun} ${shortNumber(id)} ${fate.words}.` }));
  return [
    ...ofThings('uploads-end', touches(true), (count) => {
      return `${countText(count, noun)} on ${count === 1 ? 'its' : 'their'} way ${count === 1 ? 'ends' : 'end'} by the new rules.`;
    }),
    ...ofThings('checked-by-new-rules', touches(false), (count) => {
      return `${countText(count, noun)} on ${count === 1 ? 'its' : 'their'} way ${count === 1 ? 'is' : 'are'} checked by the new rules.`;
    }),
  ];
}

const upload = [
  'quietSeconds',
  'requireMarker',
  'maxFiles',
  'maxBytes',
  'allowedExtensions',
  'giveUpHours',
  'malwareScan',
  'singleFiles',
] as const satisfies readonly (keyof UploadRules)[];

/** What the rules make of an upload, as far as its row tells, and whether it ends by them. */
function fateOf(
  operation: Operation,
  rules: UploadRules,
  now: Date,
): { readonly ends: boolean; readonly words: string } {
  const { source, state, startedAt, retriedAt, shape } = operation;
  const end = (words: string) => ({ ends: true, words });
  if (shape === 'file' && rules.singleFiles === 'refuse')
    return end('would be rejected: it is a single file, and only folders may pass');
  if (source !== undefined && source.count > rules.maxFiles)
    return end(`would be rejected: it has ${source.count} files, and at most ${rules.maxFiles} may pass`);
  if (source !== undefined && source.bytes > rules.maxBytes)
    return end(`would be rejected: it has ${source.bytes} bytes, and at most ${rules.maxBytes} may pass`);
  const hours = (now.getTime() - Date.parse(retriedAt ?? startedAt)) / 3_600_000;
  if (state === 'receiving' && hours > rules.giveUpHours)
    return end(`fails where it still changes: it has been arriving for more than ${rules.giveUpHours} hours`);
  return { ends: false, words: waitsFor(operation, rules) ?? 'is checked by the new rules' };
}

function waitsFor({ state, missing }: Operation, { requireMarker }: UploadRules): string | undefined {
  if (state !== 'receiving') return undefined;
  if (requireMarker && missing === undefined) return 'waits for the marker _COMPLETE';
  return !requireMarker && missing === 'marker' ? 'no longer waits for the marker _COMPLETE' : undefined;
}
