import { isOfSystem } from '../../domain/audit/audit-event.ts';
import { countText } from '../../domain/base/count-text.ts';
import { doorStores, fromCopy } from '../../domain/overview/restorable.ts';
import { Complaint } from '../complaint.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import type { Asked } from '../routes.ts';
import { type CopyLook, type HeadsLook, type ProjectPlan, restoreLines } from '../shown/restore.ts';
import type { Tools } from '../tools.ts';

interface Typed {
  readonly stores?: readonly string[] | undefined;
  readonly project?: string | undefined;
  readonly operation?: string | undefined;
  readonly digest?: string | undefined;
  readonly anchor?: string | undefined;
  readonly first?: string | undefined;
  readonly reason: string;
}

/** What is lost, and what would be written of it. While lines or heads are missing nothing can be said of what rests on them. */
export async function planRestore(tools: Tools, typed: Typed): Promise<ExitCode> {
  const copy = await lookAtCopy(tools, typed);
  const look = await lookAtHeads(tools, typed);
  const isOfCopy = copy !== undefined && copy.back.length > 0;
  const heads = isOfCopy ? { ...look, chains: [], problems: [], doubts: [] } : look;
  const isEarly = isOfCopy || heads.chains.length + heads.problems.length > 0;
  const projects = isEarly ? [] : await plansOf(tools, rowsOf(typed));
  const ok = heads.problems.length === 0;
  return tools.show({ ok, copy, ...heads, projects }, () => restoreLines({ copy, heads, projects }));
}

/** What comes from the second copy first, then heads, then each project, and at last the marks of what was lost, which open the doors. */
export async function applyRestore(tools: Tools, typed: Typed): Promise<ExitCode> {
  const done: string[] = [];
  const wants = (store: string) =>
    typed.stores === undefined || typed.stores.length === 0 || typed.stores.includes(store);
  const steps = [
    () => applyCopy(tools, typed, done),
    async () => (wants('heads') && typed.project === undefined ? await applyHeads(tools, typed, done) : undefined),
    () => applyProjects(tools, typed, done),
  ];
  for (const step of steps) {
    const waits = await step();
    if (waits === undefined) continue;
    for (const line of done) tools.note(line);
    return waits;
  }
  if (done.length === 0) done.push('Nothing was to be put back.');
  return tools.show({ done }, () => done);
}

async function applyProjects(tools: Tools, typed: Typed, done: string[]): Promise<ExitCode | undefined> {
  for (const project of await projectsOf(tools, typed)) {
    const waits = await applyProject(tools, { ...rowsOf(typed), project }, typed, done);
    if (waits !== undefined) return waits;
  }
  return undefined;
}

async function projectsOf(tools: Tools, typed: Typed): Promise<readonly string[]> {
  if (typed.project !== undefined) return [typed.project];
  const plans = await plansOf(tools, rowsOf(typed));
  return plans.map(({ project }) => project).toSorted(systemLast);
}

function systemLast(one: string, other: string): number {
  return Number(isOfSystem(one)) - Number(isOfSystem(other));
}

type Rows = Pick<Asked<'restoreStores'>, 'stores' | 'project' | 'operation' | 'reason'>;

function rowsOf({ stores = [], project, operation, reason }: Typed): Rows {
  return { ...(stores.length === 0 ? {} : { stores: [...stores] }), project, operation, reason };
}

/** What comes back from the second copy; undefined where nothing of it is asked for. */
async function lookAtCopy({ api }: Pick<Tools, 'api'>, typed: Typed): Promise<CopyLook | undefined> {
  const asked = copyAsked(typed);
  if (typed.project !== undefined || asked.stores?.length === 0) return undefined;
  const { body } = await api.ask('restoreCopy', { apply: false, ...asked });
  if ('back' in body) return body;
  throw new Complaint(exitCodes.refused, 'The app did not show what it would put back, so nothing was done.');
}

function copyAsked({ stores, reason }: Typed) {
  const some = stores?.length ? fromCopy.filter((store) => stores.includes(store)) : undefined;
  return { stores: some, reason };
}

/** Gives the code to end with where it does not go on. What rests on what was put back is looked at again. */
async function applyCopy(tools: Tools, typed: Typed, done: string[]): Promise<ExitCode | undefined> {
  for (let isFirst = true; ; isFirst = false) {
    const look = await lookAtCopy(tools, typed);
    if (look === undefined) return undefined;
    if (look.back.length === 0) {
      done.push(...look.problems.map((problem) => `needs you: ${problem}`));
      return undefined;
    }
    if (isFirst || look.doubts.length > 0)
      await tools.agree([...restoreLines({ copy: look }), 'All of this will be put back.']);
    const { stores, reason } = copyAsked(typed);
    const wish = typed.first === undefined ? undefined : (await tools.readFile(typed.first)).trim();
    const digest = (isFirst && stores !== undefined ? typed.digest : undefined) ?? look.digest;
    const { body } = await tools.api.ask('restoreCopy', { apply: true, stores, digest, first: wish, reason });
    if ('waits' in body) return waitsForSecond(tools, body.waits, 'copy');
    if ('written' in body)
      done.push(`${countText(body.written, 'blob was', 'blobs were')} put back from the second copy.`);
  }
}

async function lookAtHeads({ api, readFile }: Tools, { anchor, reason }: Typed): Promise<HeadsLook> {
  const anchors = anchor === undefined ? undefined : [await readFile(anchor)];
  const { body } = await api.ask('restoreHeads', { apply: false, anchors, reason });
  if ('chains' in body) return body;
  throw new Complaint(exitCodes.refused, 'The app did not show what it would write, so nothing was done.');
}

async function plansOf({ api }: Pick<Tools, 'api'>, rows: Rows): Promise<ProjectPlan[]> {
  const parts = await api.all('restoreStores', { ...rows, apply: false });
  return parts.flatMap((part) => ('projects' in part ? part.projects : []));
}

/** Gives the code to end with where it does not go on. */
async function applyHeads(tools: Tools, typed: Typed, done: string[]): Promise<ExitCode | undefined> {
  const look = await lookAtHeads(tools, typed);
  const { chains, problems } = look;
  if (problems.length > 0) throw new Complaint(exitCodes.refused, problems.join('\n'));
  if (chains.length === 0) return undefined;
  const { anchor, first, reason, digest = look.digest } = typed;
  await tools.agree([...restoreLines({ heads: look }), 'These heads will be written.']);
  const [anchors, wish] = [anchor && [await tools.readFile(anchor)], first && (await tools.readFile(first)).trim()];
  const asked = { apply: true, digest, anchors: anchors || undefined, first: wish || undefined, reason };
  const { body } = await tools.api.ask('restoreHeads', asked);
  if ('waits' in body) return waitsForSecond(tools, body.waits, 'heads');
  done.push(`${countText(chains.length, 'head was', 'heads were')} written from the lines.`);
  return undefined;
}

/** Writes the plan of a project until nothing is left of it. */
async function applyProject(
  tools: Tools,
  rows: Rows & { readonly project: string },
  { digest, first }: Typed,
  done: string[],
): Promise<ExitCode | undefined> {
  for (let isMore = true; isMore; ) {
    const [plan] = await plansOf(tools, rows);
    if (plan === undefined)
      throw new Complaint(exitCodes.refused, `The audit knows nothing of the project ${rows.project}.`);
    done.push(...plan.problems.map((problem) => `${rows.project}: needs you: ${problem}`));
    if (plan.repairs.length === 0) return undefined;
    await tools.agree([...restoreLines({ projects: [plan] }), 'All of this will be written.']);
    const wish = first === undefined ? undefined : (await tools.readFile(first)).trim();
    const asked = { ...rows, apply: true, digest: digest ?? plan.digest, first: wish };
    for await (const body of tools.api.parts('restoreStores', asked)) {
      if ('waits' in body) return waitsForSecond(tools, body.waits, 'doors', body.found);
      if ('written' in body) done.push(`${rows.project}: ${countText(body.written, 'row was', 'rows were')} written.`);
      else tools.progress('Everything is verified before the doors open.');
    }
    isMore = plan.more;
  }
  return undefined;
}

const storesOf = { heads: ['heads'], doors: doorStores, copy: fromCopy };

function waitsForSecond(tools: Tools, waits: string, what: keyof typeof storesOf, found = {}): ExitCode {
  const stores = storesOf[what].join(' ');
  const why = Object.entries(found).map(([record, count]) => `Verification finds wrong: ${record}, ${count} times.`);
  tools.show({ waits, found }, () => [waits]);
  for (const line of [
    ...why,
    'A second operator has to want it too. Send them the line above as a file, and let them type:',
    `sallyport restore apply ${stores} --first FILE --reason "…"`,
    'Where there is none, type it yourself after a day.',
  ])
    tools.note(line);
  return exitCodes.waits;
}
