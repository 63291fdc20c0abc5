import { systemChain } from '../../domain/audit/audit-event.ts';
import { type AuditEvent, eventIn } from '../../domain/audit/chain-line.ts';
import { daysLater } from '../../domain/base/time.ts';
import type { Hold } from '../../domain/operation/hold.ts';
import { restoredPlace } from '../../ports/records.ts';
import type { Workflows } from '../../ports/workflows.ts';
import { readableHead } from '../../use-cases/audit/readable-head.ts';
import { inOrder } from '../../use-cases/base/in-order.ts';
import { holds } from './domain/check.ts';
import {
  type ChainEnds,
  judgeCopy,
  judgeDrill,
  judgeHeads,
  judgeHolds,
  judgeLost,
  judgeRows,
  judgeStalled,
  judgeSweep,
  judgeVerification,
  type runningChecks,
  verifiedWithinDays,
} from './domain/running-checks.ts';
import type { DoctorPorts, Look, Question } from './look.ts';

export function askRunning(
  ports: DoctorPorts,
  look: Look,
  workflows: Pick<Workflows, 'wake'>,
): Record<keyof typeof runningChecks, Question> {
  const { clock, doctor } = ports;
  return {
    sweep: async () => judgeSweep((await look.seen())?.at, clock.now()),
    'task-hub': async () => {
      // Waking an instance that never was changes nothing.
      await workflows.wake('doctor');
      return holds('it was asked to wake an instance that does not exist, and found none');
    },
    'nothing-stalled': async () => judgeStalled(await look.open(), doctor.deployment.outageHours, clock.now()),
    'no-hold': async () => judgeHolds(await readHolds(ports), clock.now()),
    'rows-readable': async () => judgeRows((await look.seen())?.broken),
    'nothing-lost': async () => judgeLost((await look.seen())?.broken),
    'restore-drilled': async () => judgeDrill((await ports.sweepPlaces.read()).get(restoredPlace), clock.now()),
    'copy-young': async () =>
      judgeCopy(doctor.deployment.storage.safeUrl !== undefined, (await look.seen())?.copied, clock.now()),
    'heads-agree': async () => judgeHeads(await readHeads(ports, look), clock.now(), (await look.ends()).length),
    'records-verified': async () => judgeVerification(await newestVerification(ports, look)),
  };
}

/** Lines of the system that are read at most to find it. */
const linesAtMost = 2000;

async function newestVerification({ audit, clock }: DoctorPorts, look: Look): Promise<AuditEvent | undefined> {
  const end = (await look.ends()).find(({ chain }) => chain === systemChain);
  if (end === undefined) return undefined;
  const firstDay = daysLater(clock.now(), 1 - verifiedWithinDays)
    .toISOString()
    .slice(0, 10);
  let lines = 0;
  for await (const line of audit.newest(systemChain, end)) {
    const event = eventIn(line);
    lines += 1;
    if (event?.kind === 'records.verified' && event.at >= firstDay) return event;
    if (lines === linesAtMost || (event !== undefined && event.at < firstDay)) break;
  }
  return undefined;
}

async function readHolds({ holds: store }: DoctorPorts): Promise<readonly Hold[]> {
  return await Array.fromAsync(store.list(), ({ value }) => value);
}

/** Each append looks at the head of its chain, the sweep at those of all chains with new lines, a verification at every one. */
const headsAtMost = 6;
/** Of them, those of projects without a line: only a head tells that there were lines. */
const silentAtMost = 2;

/** Heads are read before the blobs are listed, so that a line that is written meanwhile shows as a new one. */
async function readHeads({ audit }: DoctorPorts, look: Look): Promise<readonly ChainEnds[]> {
  const written = (await look.ends()).map(({ chain }) => chain);
  const { accepted, refused } = await look.definitions();
  const silent = [...accepted, ...refused].map(({ id }) => id).filter((id) => !written.includes(id));
  const chains = [...silent.slice(0, silentAtMost), ...written].slice(0, headsAtMost);
  const heads = await inOrder(headsAtMost, chains, async (chain) => [chain, await readableHead(audit, chain)] as const);
  const ends = new Map((await audit.ends()).map((end) => [end.chain, end]));
  return await inOrder(headsAtMost, heads, async ([chain, head]) => {
    const end = ends.get(chain);
    const isAtEnd = head !== undefined && head.blob === end?.blob && head.length === end.length;
    return { chain, head, end, ...(isAtEnd ? {} : { problem: await audit.headProblem(chain) }) };
  });
}
