import { latestRound } from '../../../src/activities/review/amend-round.ts';
import { parseChainLine } from '../../../src/domain/audit/chain-line.ts';
import type { WorldMail } from '../ground.ts';
import type { World } from '../world.ts';
import type { Scene } from './play.ts';

const places = ['ingress', 'datasets', 'exports', 'review', 'returned', 'released'] as const;

/** What an operation leaves everywhere, without what no two plays have in common: ids, names, times and hashes. */
export async function outcomeOf(world: World, mails: readonly WorldMail[], scene: Scene): Promise<unknown> {
  const { key } = scene;
  const row = await world.operation(key);
  // That a hold was to be lifted stands before its row goes, and tells all that this line tells.
  const lines = (await linesOf(world, key.project)).filter((id) => !id.endsWith('.lifted'));
  const sent = mails.map(({ messageId }) => messageId).filter((id) => id.includes(key.id));
  return plain(scene, {
    row,
    ...(await standing(world, scene)),
    isUnfinished: await world.ports.register.isUnfinished(row),
    receipts: await world.ports.manifests.receiptNames(key.id),
    lines: unique(lines),
    linesTwice: lines.filter((id, index) => lines.indexOf(id) !== index),
    mails: unique(sent),
    mailsThrice: unique(sent).filter((id) => sent.filter((one) => one === id).length > 2),
  });
}

/** What may be left over: files, file lists of Data Factory, runs, rounds, a hold, and what is owed. */
async function standing(world: World, { key }: Scene) {
  const { register, decisions, dataFactory, holds } = world.ports;
  const owed: string[] = [];
  for await (const { value } of register.owed(key.project, key.id)) owed.push(value.kind);
  const files: string[] = [];
  for (const place of places)
    files.push(...(await world.names(place, `${key.project}/`)).map((path) => `${place}/${path}`));
  const lists: string[] = [];
  for (const account of ['public', 'secure'] as const) {
    const listed = world.container('transfers', account).listBlobsFlat({ prefix: key.id });
    for await (const { name } of listed) lists.push(name);
  }
  const runs: Record<string, number> = {};
  for (const { step } of (await world.operation(key)).transfers)
    runs[step] = (await dataFactory.find(step, key.id, new Date(0))).length;
  const round = latestRound((await decisions.read(key.id)).rounds)?.value;
  const isHeld = (await holds.at(key.project)).length > 0;
  return { owed, files, lists, runs, round: round && { number: round.number, status: round.status }, isHeld };
}

/** Ids of the audit lines of a project, each as often as it stands there. */
async function linesOf(world: World, project: string): Promise<string[]> {
  const ids: string[] = [];
  for await (const line of world.ports.audit.lines(project)) ids.push(parseChainLine(line).event.id);
  return ids;
}

function unique(list: readonly string[]): string[] {
  return [...new Set(list)];
}

/** The value with ids, names, times, hashes and numbers of runs replaced; lists in order, since what happens at once has none. */
function plain({ key, name }: Scene, value: object): unknown {
  const text = JSON.stringify(value)
    .replaceAll(key.id, 'ID')
    .replaceAll(name, 'NAME')
    .replaceAll(key.project, 'PROJECT')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'UUID')
    .replaceAll(/[0-9a-f]{64}/g, 'SHA256')
    .replaceAll(/\d{10,}/g, 'DIGITS');
  return JSON.parse(text, (_, part: unknown) =>
    Array.isArray(part) && part.every((one) => typeof one === 'string') ? unique(part).sort() : part,
  );
}
