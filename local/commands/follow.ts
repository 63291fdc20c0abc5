import { setTimeout as delay } from 'node:timers/promises';
import { type Door, doorFacts } from '../../src/domain/base/door.ts';
import { operationPage, refusedPage, type ShownOperation } from '../people/api-shapes.ts';
import type { OpsClient } from '../people/operator.ts';
import { CommandRefused } from './arguments.ts';

/** What came through a door, by name. */
export interface Named {
  readonly door: Door;
  readonly project: string;
  readonly name: string;
}

/** The operations of that name, the newest first. */
export async function operationsOf(reader: OpsClient, { door, project, name }: Named): Promise<ShownOperation[]> {
  const list = door === 'ingress' ? 'datasets' : 'exports';
  const found: ShownOperation[] = [];
  for (let next: string | null = ''; next !== null; ) {
    const query: string = next === '' ? '' : `&continuation=${encodeURIComponent(next)}`;
    const page = operationPage.parse(await reader.ask('GET', `ops/${list}?project=${project}${query}`));
    found.push(...page.items.filter((item) => item.name === name));
    next = page.continuation;
  }
  return found;
}

/** States in which a dropped upload is through: the rest is done by nobody, or by people at their own pace. */
const through = new Set(['available', 'in-review', 'releasing', 'released']);

/** States that lead there. Whatever is in another one has stopped, or has ended otherwise. */
const onItsWay = new Set([
  'receiving',
  'checking',
  'scanning',
  'copying',
  'verifying',
  'deleting',
  'freezing',
  'inspecting',
]);

/** How long one state may last before it is said what it waits for. */
const patienceMilliseconds = 15_000;

/**
 * Follows the operation of a name that is none of the `known` ones, and tells of each state, until it is through. Throws CommandRefused
 * with the reason when it is refused, rejected or ends otherwise. There is no limit: whoever has waited enough presses Ctrl-C.
 */
export async function follow(
  reader: OpsClient,
  named: Named,
  known: ReadonlySet<string>,
  tell: (line: string) => void,
): Promise<void> {
  let [last, since, isExplained] = ['', Date.now(), false];
  for (;;) {
    const found = (await operationsOf(reader, named)).find(({ id }) => !known.has(id));
    const state = found?.state ?? '';
    if (state !== last) {
      tell(`${named.name}: ${state}${last === '' ? ` (${found?.id})` : ''}`);
      [last, since, isExplained] = [state, Date.now(), false];
    }
    if (through.has(state)) return;
    const broken = found === undefined ? await brokenBy(reader, named) : undefined;
    if (broken !== undefined) throw new CommandRefused([`${named.name} is refused.`, ...broken].join('\n'));
    if (found !== undefined && !onItsWay.has(state)) throw new CommandRefused(whyStopped(named, found));
    if (!isExplained && Date.now() - since > patienceMilliseconds) {
      tell(found?.explanation ?? notTaken);
      isExplained = true;
    }
    await delay(500);
  }
}

/** What a name breaks that is refused at its door, line by line; undefined where it is not. */
async function brokenBy(reader: OpsClient, { door, project, name }: Named): Promise<string[] | undefined> {
  const { items } = refusedPage.parse(await reader.ask('GET', `ops/refused?project=${project}`));
  const names = items.filter((list) => list.door === door).flatMap((list) => list.names);
  return names.find((one) => one.name === name)?.problems.map((problem) => `  ${problem}`);
}

const notTaken = 'No operation has taken it up yet. What waits at the doors stands on the dashboard, with the reason.';

function whyStopped({ door, name }: Named, { state, problems, failure }: ShownOperation): string {
  const lines = problems.map(({ path, message }) => `  ${path ?? `the ${doorFacts(door).noun}`}: ${message}`);
  const why = failure === undefined ? lines : [`  ${failure.message}`];
  return [`${name} is ${state}.`, ...why].join('\n');
}
