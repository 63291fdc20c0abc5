import { systemChain } from '../../domain/audit/audit-event.ts';
import { countText } from '../../domain/base/count-text.ts';
import { doorStores } from '../../domain/overview/restorable.ts';
import { Complaint } from '../complaint.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import type { Asked } from '../routes.ts';
import { type HeadsLook, type ProjectPlan, restoreLines } from '../shown/restore.ts';
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

/** What is lost, and what would be written of it. While heads are missing nothing can be said of what rests on them. */
export async function planRestore(tools: Tools, typed: Typed): Promise<ExitCode> {
  const heads = await lookAtHeads(tools, typed);
  const projects = heads.chains.length + heads.problems.length > 0 ? [] : await plansOf(tools, rowsOf(typed));
  return tools.show({ ok: heads.problems.length === 0, ...heads, projects }, () => restoreLines(heads, projects));
}

/** Heads first, then each project, and at last the marks of what was lost, which open the doors. */
export async function applyRestore(tools: Tools, typed: Typed): Promise<ExitCode> {
  const done: string[] = [];
  const wants = (store: string) =>
    typed.stores === undefined || typed.stores.length === 0 || typed.stores.includes(store);
  if (wants('heads') && typed.project === undefined) {
    const waits = await applyHeads(tools, typed, done);
    if (waits !== undefined) return waits;
  }
  for (const project of await projectsOf(tools, typed)) {
    const waits = await applyProject(tools, { ...rowsOf(typed), project }, typed, done);
    if (waits !== undefined) return waits;
  }
  if (done.length === 0) done.push('Nothing was to be put back.');
  return tools.show({ done }, () => done);
}

async function projectsOf(tools: Tools, typed: Typed): Promise<readonly string[]> {
  if (typed.project !== undefined) return [typed.project];
  const plans = await plansOf(tools, rowsOf(typed));
  return plans.map(({ project }) => project).toSorted(systemLast);
}

function systemLast(one: string, other: string): number {
  return Number(one === systemChain) - Number(other === systemChain);
}

type Rows = Pick<Asked<'restoreStores'>, 'stores' | 'project' | 'operation' | 'reason'>;

function rowsOf({ stores = [], project, operation, reason }: Typed): Rows {
  return { ...(stores.length === 0 ? {} : { stores: [...stores] }), project, operation, reason };
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
  await tools.agree([...restoreLines(look, []), 'These heads will be written.']);
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
    await tools.agree([...restoreLines(undefined, [plan]), 'All of this will be written.']);
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

function waitsForSecond(tools: Tools, waits: string, what: 'heads' | 'doors', found = {}): ExitCode {
  const stores = what === 'heads' ? 'heads' : doorStores.join(' ');
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
