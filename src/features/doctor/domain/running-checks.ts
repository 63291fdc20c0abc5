import type { AuditEvent } from '../../../domain/audit/chain-line.ts';
import { everyProject, type Hold, holdReason, isOn } from '../../../domain/operation/hold.ts';
import { isOldCopy } from '../../../domain/overview/second-copy.ts';
import type { Shown } from '../../../domain/overview/shown.ts';
import { broken, brokenBy, type CheckFacts, type CheckVerdict, cannotSay, holds } from './check.ts';

export const runningChecks = {
  sweep: {
    title: 'The sweep ran lately',
    why: 'It finds what no event announced, sends what is owed and starts again what stands still.',
    mend: 'Look at the errors of the timer sweep in the log; POST ops/sweep runs it now and says what failed.',
    failing: 'cannot-tell',
  },
  'task-hub': {
    title: 'Durable Functions answers',
    why: 'Every dataset and package is worked on by an orchestration.',
    mend: 'Check the host account and the role of id-host on it, or those of the scheduler (docs/parameters.md).',
    failing: 'problem',
  },
  'nothing-stalled': {
    title: 'No operation has been in trouble for too long',
    why: 'It is still tried, but whatever keeps it from going on needs somebody.',
    mend: 'GET ops/datasets/{project}/{id} or ops/exports/{project}/{id} shows the last error; POST …/stop ends it as failed.',
    failing: 'cannot-tell',
  },
  'no-hold': {
    title: 'Nothing is on hold',
    why: 'While a hold is on nothing begins to move. One that somebody forgot looks like an outage.',
    mend: 'POST ops/projects/{project}/hold/lift, or ops/hold/lift, with { "reason": "…" } and If-Match: "{id}".',
    failing: 'problem',
  },
  'rows-readable': {
    title: 'Each row of the register can be read',
    why: 'A row that cannot be read stops its own operation until somebody mends it.',
    mend: 'POST ops/restore with { "apply": false, "reason": "…" } shows what the row would have to be by the audit.',
    failing: 'cannot-tell',
  },
  'nothing-lost': {
    title: 'Nothing that is stored is lost',
    why: 'A table that is gone looks like one in which nothing stands: nothing would wait, and nothing would be missed.',
    mend: 'sallyport restore plan says what is lost and how it comes back (docs/restore.md).',
    failing: 'cannot-tell',
  },
  'restore-drilled': {
    title: 'Somebody put a lost store back here lately',
    why: 'A way back that nobody ever went is one that nobody knows.',
    mend: 'Remove a table of a deployment for tests and follow docs/restore.md; sallyport restore drill plays it on a laptop.',
    failing: 'cannot-tell',
  },
  'copy-young': {
    title: 'The second copy is not older than two hours',
    why: 'What happened since is gone with the control account.',
    mend: 'Without one: set the parameter secondCopyLocation and provision again. With one: the errors of the timer sweep in the log say why it fails.',
    failing: 'cannot-tell',
  },
  'heads-agree': {
    title: 'The head of each audit chain stands at its end',
    why: 'A head that is behind or ahead of its chain is how a cut or lengthened chain shows; to a chain with a wrong head nothing is appended.',
    mend: 'GET ops/audit/verify?project={project} names the first bad or missing line and what the head must be; the sweep settles a head that is only behind.',
    failing: 'problem',
  },
  'records-verified': {
    title: 'What is new was held against the audit lately',
    why: 'Only a verification shows that nothing is missing. Each day the sweep verifies what came in the last two, and a hundredth of the rest.',
    mend: 'GET ops/audit/verify, or npm run audit:verify, verifies everything, and names what is wrong; once a month is a good habit.',
    failing: 'cannot-tell',
  },
} satisfies Record<string, CheckFacts>;

/** The alert no-sweep of the deployment has the same patience. */
const sweepMinutes = 15;

export function judgeSweep(at: string | undefined, now: Date): CheckVerdict {
  if (at === undefined) return broken('no sweep has looked at everything yet');
  const minutes = Math.floor((now.getTime() - Date.parse(at)) / 60_000);
  const found = `the last one looked at everything at ${at}`;
  return minutes > sweepMinutes ? broken(`${found}, ${minutes} minutes ago`) : holds(found);
}

export function judgeStalled(open: readonly Shown[], outageHours: number, now: Date): CheckVerdict {
  const troubled = open.flatMap(({ id, project, state, trouble }) =>
    trouble ? [{ id, project, state, ...trouble }] : [],
  );
  const stalled = troubled.filter(({ since }) => now.getTime() - Date.parse(since) >= outageHours * 3_600_000);
  const problems = stalled.map(
    ({ id, project, state, since, message }) => `${project} ${id} (${state}) since ${since}: ${message}`,
  );
  return brokenBy(problems, `under way: ${open.length}, of which ${troubled.length} are tried again after an error`);
}

export function judgeHolds(all: readonly Hold[], now: Date): CheckVerdict {
  const on = all.filter((hold) => isOn(hold, now));
  const problems = on.map(({ project, since, until, name, ...hold }) => {
    const what = project === everyProject ? 'all projects' : project;
    return `${what} since ${since}${name === undefined ? '' : ` by ${name}`}${until === undefined ? '' : ` until ${until}`}: ${holdReason(hold)}`;
  });
  return brokenBy(problems, 'no hold is on');
}

interface SeenRow {
  readonly project: string;
  readonly key: string;
  readonly problem: string;
  readonly lost?: true;
}

/** `rows`: what the last sweep could not read or missed; undefined before there was one. */
export function judgeRows(rows: readonly SeenRow[] | undefined): CheckVerdict {
  return judgeSeen(
    rows?.filter(({ lost }) => !lost),
    'the last sweep could read all of them',
  );
}

export function judgeLost(rows: readonly SeenRow[] | undefined): CheckVerdict {
  return judgeSeen(
    rows?.filter(({ lost }) => lost),
    'the last sweep missed nothing',
  );
}

const drillDays = 180;

/** `at`: when marks of lost stores were last put back, after a drill or in earnest. */
export function judgeDrill(at: string | undefined, now: Date): CheckVerdict {
  if (at === undefined) return cannotSay('no store was ever put back here');
  const days = Math.floor((now.getTime() - Date.parse(at)) / 86_400_000);
  const found = `the last one was put back at ${at}`;
  return days > drillDays ? broken(`${found}, ${days} days ago`) : holds(found);
}

/** `at`: when the copy was last whole, as the last sweep knew. */
export function judgeCopy(hasCopy: boolean, at: string | undefined, now: Date): CheckVerdict {
  if (!hasCopy) return cannotSay('there is no second copy: records are lost with the control account');
  if (at === undefined) return cannotSay('no sweep has looked yet');
  const found = `it was last whole at ${at}, or is waited for since then`;
  return isOldCopy(at, now) ? broken(found) : holds(found);
}

function judgeSeen(rows: readonly SeenRow[] | undefined, otherwise: string): CheckVerdict {
  if (rows === undefined) return cannotSay('no sweep has looked yet');
  return brokenBy(
    rows.map(({ project, key, problem }) => `${project} ${key}: ${problem}`),
    otherwise,
  );
}

/** Where a chain ends, by a listing of its blobs and by its head; `problem`: what an append would refuse the head for. */
export interface ChainEnds {
  readonly chain: string;
  readonly end: { readonly blob: string; readonly length: number; readonly writtenAt: Date } | undefined;
  readonly head: { readonly blob: string; readonly length: number } | undefined;
  readonly problem?: string | undefined;
}

/** A line stands before its head counts it; a writer takes no longer than this. */
const writingMs = 60_000;

/** `known`: how many chains there are. */
export function judgeHeads(chains: readonly ChainEnds[], now: Date, known = chains.length): CheckVerdict {
  const problems = chains.flatMap(({ chain, end, head, problem }) => {
    // A project that was only just defined has no chain.
    if (end === undefined && head === undefined) return problem === undefined ? [] : [problem];
    if (end === undefined) return [`${chain}: it has a head and no blob`];
    // A writer may have been stopped before the first line of a new month.
    if (end.length === 0) return [];
    const at = head === undefined ? 'none' : `${head.blob} at ${head.length} bytes`;
    const agrees = problem === undefined && head?.blob === end.blob && head.length === end.length;
    if (agrees || now.getTime() - end.writtenAt.getTime() < writingMs) return [];
    if (problem !== undefined && head !== undefined) return [problem];
    return [`${chain}: it ends in ${end.blob} at ${end.length} bytes, its head is ${at}`];
  });
  const looked = chains.length < known ? `; looked at: the ${chains.length} that were written last` : '';
  return brokenBy(problems, `chains: ${known}${looked}`);
}

/** Without a line for so many days, the sweep does not get to it. */
export const verifiedWithinDays = 3;

/** `line`: what the audit tells of the newest verification in those days. */
export function judgeVerification(line: Pick<AuditEvent, 'at' | 'data'> | undefined): CheckVerdict {
  const everything = 'one of everything leaves no trace, so that whoever asks for it changes nothing';
  if (line === undefined)
    return cannotSay(`the audit tells of no verification in the last ${verifiedWithinDays} days; ${everything}`);
  const { since, wrong } = line.data;
  const found = `what came since ${since} was verified at ${line.at}`;
  return wrong === 0 ? holds(`${found}; ${everything}`) : broken(`${found}, and things were wrong: ${wrong}`);
}
