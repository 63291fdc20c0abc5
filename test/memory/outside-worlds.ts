import { encodeTime } from 'ulid';
import { operationIdOf, timeInId } from '../../src/domain/base/door.ts';
import { QUARTER } from '../../src/domain/base/time.ts';
import { outsideView } from '../../src/domain/notification/outside-view.ts';
import type { Operation, OperationKey } from '../../src/domain/operation/operation.ts';
import { type Channel, projectSchema } from '../../src/domain/project/project.ts';
import { explainOutside } from '../../src/features/explain/domain/outside.ts';
import { minePage } from '../../src/features/mine/mine-page.ts';
import { seeMine } from '../../src/features/mine/see-mine.ts';
import type { Mail } from '../../src/ports/mail.ts';
import { readHistory } from '../../src/use-cases/audit/read-history.ts';
import { startOperation } from '../../src/use-cases/operation/start-operation.ts';
import { sweep } from '../../src/use-cases/overview/sweep.ts';
import { decide } from '../../src/use-cases/review/decide.ts';
import { openEgress, sweepSettings } from '../activities/flow-settings.ts';
import { groupsOff, person } from '../domain/sample.ts';
import { noHook } from './hook.ts';
import { MemoryWorld } from './world.ts';

/** What becomes of a package, as far as that is told outside. */
export const fates = ['rejected', 'withdrawn', 'waits', 'denied'] as const;

/** A package as it is seen outside: what becomes of it, and the part of its id that chance gives it. */
export interface Planned {
  readonly fate: (typeof fates)[number];
  readonly chance: string;
}

/** What somebody inside chooses about a package without anything outside being other for it. */
export interface Chosen {
  readonly name: string;
  /** How many files it has, within one size class, and what is in them. */
  readonly files: number;
  readonly content: string;
  /** What its marker says, and the metadata of its files. */
  readonly marker: string;
  /** Which rules a rejected one breaks, in which order. */
  readonly broken: readonly string[];
}

/** Packages that come within one quarter of an hour, in the order in which they come, with what was chosen about each. */
export interface Arrivals {
  readonly order: readonly number[];
  readonly pause: number;
  readonly chosen: readonly Chosen[];
}

/** What is sent and shown outside in one quarter of an hour, and the views of all packages at its end. */
export interface Told {
  readonly views: readonly unknown[];
  readonly mails: readonly string[];
  readonly messages: readonly string[];
  readonly spans: readonly string[];
  readonly pages: readonly string[];
}

/** Names of files that break a rule each. */
export const breakers = ['a.exe', 'b.docx', 'c*.csv', 'd?.csv', 'e./f.csv', ' g.csv', 'h\\i.csv'] as const;

/** Only tables pass. */
const rules = { egress: projectSchema.shape.egress.parse({ ...openEgress, allowedExtensions: ['.csv'] }) };

const beginning = Date.parse('2026-03-02T10:00:00.000Z');
const project = 'heart-study';
const noWorkflows = { start: async () => undefined, wake: async () => undefined };

/**
 * Plays a quarter of an hour in which all packages come, and one in which people decide, and tells what left in each. `adds` stands for a
 * fault: what it makes of a row is told as well.
 */
export async function play(
  planned: readonly Planned[],
  { order, pause, chosen }: Arrivals,
  adds: (operation: Operation) => string = () => '',
): Promise<readonly Told[]> {
  const spans: string[] = [];
  const telemetry = {
    span: (one: object) => void spans.push(JSON.stringify(one)),
    measure: () => {},
    flush: async () => {},
  };
  const world = new MemoryWorld(7, noHook, {
    beginning: new Date(beginning).toISOString(),
    telemetry: () => telemetry,
  });
  const channels: Channel[] = [{ name: 'team', kind: 'webhook', urlSecret: 'channel-team' }];
  await world.project({ ...rules, channels });
  const keys = new Map<number, OperationKey>();
  const seen = { mails: 0, messages: 0, spans: 0 };
  const tell = async (): Promise<Told> => {
    const now = world.time.now().getTime();
    await world.time.pass(QUARTER - ((now - beginning) % QUARTER));
    await sweep(world.ports, noWorkflows, sweepSettings);
    const mails = world.inbox.mails.slice(seen.mails).map(masked).toSorted();
    const messages = world.chat.messages
      .slice(seen.messages)
      .map(({ body }) => body)
      .toSorted();
    const told = spans.slice(seen.spans).toSorted();
    Object.assign(seen, { mails: world.inbox.mails.length, messages: world.chat.messages.length, spans: spans.length });
    const operations = await Promise.all([...keys.values()].map((key) => world.operation(key)));
    const views = operations.map((one) => outsideView(one)).toSorted((one, other) => (one.id < other.id ? -1 : 1));
    return {
      views,
      mails: [...mails, ...operations.map(adds).toSorted()],
      messages,
      spans: told,
      pages: await pagesOf(world, operations),
    };
  };
  for (const index of order) {
    const [plan, choice] = [planned[index], chosen[index]];
    if (plan === undefined || choice === undefined) throw new Error(`nothing is planned at ${index}`);
    keys.set(index, await bring(world, plan, choice));
    await world.time.pass(pause);
  }
  const first = await tell();
  for (const [index, { fate }] of planned.entries()) {
    const key = keys.get(index);
    if (fate === 'denied' && key !== undefined) await deny(world, key);
  }
  return [first, await tell()];
}

/** Puts a package at the door and lets it go as far as nobody outside acts. */
async function bring(world: MemoryWorld, { fate, chance }: Planned, choice: Chosen): Promise<OperationKey> {
  const { name, files, content, marker, broken } = choice;
  const metadata = { note: encodeURIComponent(marker) };
  const paths = Array.from(
    { length: files },
    (_, number) => `${name}/${number}-${Buffer.from(content).toString('hex')}.csv`,
  );
  const wrong = fate === 'rejected' ? broken.map((one, number) => `${name}/x${number}/${one}`) : [];
  for (const path of [...wrong, ...paths]) await world.put('exports', `${project}/${path}`, content, metadata);
  const id = operationIdOf('export', `${encodeTime(timeInId('export', world.time.now().getTime()), 10)}${chance}`);
  const random = { ...world.ports.random, operationId: () => id };
  const started = await startOperation({ ...world.ports, random }, { door: 'export', path: `${project}/${paths[0]}` });
  if (started.kind !== 'started') throw new Error(`${name} opened nothing: ${started.kind}`);
  const { key } = started;
  if (fate === 'withdrawn')
    for (const path of paths) await world.container('exports').getBlobClient(`${project}/${path}`).delete();
  else await world.put('exports', `${project}/${name}/_COMPLETE`, '', { purpose: encodeURIComponent(marker) });
  const asked = () =>
    world.inbox.mails.filter(({ text }) => text.includes('choice=approve') && text.includes(id)).length;
  await world.run('export', key, async () => asked() === 3);
  return key;
}

async function deny(world: MemoryWorld, key: OperationKey): Promise<void> {
  const ada = person('Ada', 11);
  const mail = world.inbox.mails.find(({ to, text }) => to === ada.email && text.includes(key.id));
  const handle = /\/api\/review\/([\w-]+)\?choice=deny/.exec(mail?.text ?? '')?.[1] ?? '';
  const digest = (await world.operation(key)).package?.digest ?? '';
  const said = { choice: 'deny', reason: 'Small counts', lookedAt: false, deidentified: false, digest } as const;
  const approver = { ...ada, emails: [ada.email], groups: 'no-claim' } as const;
  const decided = await decide({ ...world.ports, groupsClaim: groupsOff }, { handle, approver, ...said });
  if (decided.kind !== 'recorded') throw new Error(`nothing was decided: ${decided.kind}`);
  await world.run('export', key);
}

/** A mail without the chance in it: the handles of its links and what follows the number of the package in its ids. */
function masked({ messageId, follows = '', ...mail }: Mail): string {
  const calendar = mail.calendar?.content.replaceAll('\r\n ', '');
  const ids = [messageId, follows].map((one) => one.replace(/[0-9a-f-]{36}@/, '@'));
  return JSON.stringify([mail.to, mail.subject, { ...mail, calendar }, ids]).replaceAll(
    /\/api\/review\/[\w-]{43}/g,
    '/api/review/…',
  );
}

/** What a researcher reads: the page of everything, and what is told of each package. */
async function pagesOf(world: MemoryWorld, operations: readonly Operation[]): Promise<string[]> {
  const rita = person('Rita', 2);
  const mine = await seeMine(world.ports, { oid: rita.oid, emails: [rita.email] });
  const { body } = minePage(mine, { name: rita.name, antiForgery: '' }, { isOperator: false });
  const stored = await world.ports.projects.get(project);
  const details = operations.map(async (operation) => {
    const history = await readHistory(world.ports.audit, operation);
    const explained = stored && explainOutside(operation, stored.value, undefined, world.time.now());
    return JSON.stringify([history, explained]);
  });
  return [JSON.stringify(mine), `${await body}`, ...(await Promise.all(details)).toSorted()];
}
