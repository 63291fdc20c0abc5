import { systemChain } from '../../domain/audit/audit-event.ts';
import type { AuditEvent } from '../../domain/audit/chain-line.ts';
import { verifiedId } from '../../domain/audit/verified-line.ts';
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
    'heads-agree': async () => judgeHeads(await readEnds(ports), clock.now()),
    'records-verified': async () => judgeVerification(await newestVerification(ports)),
  };
}

async function newestVerification({ audit, clock }: DoctorPorts): Promise<AuditEvent | undefined> {
  for (let days = 0; days < verifiedWithinDays; days += 1) {
    const day = daysLater(clock.now(), -days).toISOString().slice(0, 10);
    const line = await audit.event(systemChain, verifiedId(day));
    if (line !== undefined) return line;
  }
  return undefined;
}

async function readHolds({ holds: store }: DoctorPorts): Promise<readonly Hold[]> {
  return await Array.fromAsync(store.list(), ({ value }) => value);
}

const headsAtOnce = 8;

/** Heads are read before the blobs are listed, so that a line that is written meanwhile shows as a new one. */
async function readEnds({ audit, projects }: DoctorPorts): Promise<readonly ChainEnds[]> {
  const chains = new Set((await audit.ends()).map(({ chain }) => chain));
  for await (const found of projects.list()) chains.add('problems' in found ? found.id : found.value.id);
  const heads = await inOrder(headsAtOnce, [...chains], async (chain) => {
    return { chain, head: await readableHead(audit, chain), problem: await audit.headProblem(chain) };
  });
  const ends = new Map((await audit.ends()).map((end) => [end.chain, end]));
  return heads.map((one) => ({ ...one, end: ends.get(one.chain) }));
}
