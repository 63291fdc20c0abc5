import type { ReceiptPorts } from '../../activities/lifecycle/receipts.ts';
import type { FlowSettings } from '../../activities/operation/settings.ts';
import { readHold } from '../../activities/transfer/holds.ts';
import { computesAtClosing } from '../../compute/domain/at-closing.ts';
import { controlPlane } from '../../domain/base/control-plane.ts';
import { doors } from '../../domain/base/door.ts';
import { IllegalMove, Refused } from '../../domain/base/errors.ts';
import type { TimeSlice } from '../../domain/base/time-slice.ts';
import { type ClosingAct, nextOfClosing } from '../../domain/definition/closing.ts';
import { closedEventId, closureName } from '../../domain/definition/closure.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import { onConflictAgain } from '../../ports/on-conflict-again.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Workflows } from '../../ports/workflows.ts';
import { atOnce } from '../base/at-once.ts';
import type { Failures } from '../base/failures.ts';
import { goOn } from '../base/go-on.ts';
import { discardOperation, giveBackPackage } from '../operation/end-operation.ts';
import type { OperatorAct } from '../operation/operator-acts.ts';
import { retractVersion } from '../operation/retract-version.ts';
import { revokeRelease, type TakeBackPorts, takeBackRelease } from '../operation/take-back-release.ts';
import { withdrawOperation } from '../operation/withdraw-operation.ts';
import { definitionsInTurn } from './definitions-in-turn.ts';
import { type ClosedProject, type ClosurePorts, notifiedEventId, notifyClosed, writeClosure } from './write-closure.ts';

type ClosingPorts = ReceiptPorts & ClosurePorts & TakeBackPorts & Pick<Ports, 'holds' | 'sweepPlaces' | 'looks'>;
type ClosingSettings = Pick<FlowSettings, 'publicBaseUrl' | 'datasetDays' | 'restorableDays' | 'transferPollSeconds'>;

interface Surroundings {
  readonly ports: ClosingPorts;
  readonly workflows: Workflows;
  readonly settings: ClosingSettings;
  readonly failures: Failures;
  readonly share: TimeSlice;
}

const operationsAtOnce = 8;

/**
 * Brings every operation of the closed projects one step on, while the time slice lasts; the next sweep goes on behind the last project. What
 * fails for one keeps no other waiting. A project whose operations have all come to their end gets its receipt, once.
 */
export async function closeProjects(around: Surroundings): Promise<void> {
  const { ports, failures, share } = around;
  const closed = await closedProjects(ports, share);
  await goOn(ports, { part: 'closing', share }, closed.keys(), async (id) => {
    const project = closed.get(id);
    if (project) await failures.keep(`the closing of ${id}`, () => closeOne(around, project));
  });
}

async function closedProjects(ports: Pick<Ports, 'projects'>, slice: TimeSlice): Promise<Map<string, ClosedProject>> {
  const found = new Map<string, ClosedProject>();
  for (const { value, ...stored } of await definitionsInTurn(ports, slice))
    if (value.closed !== undefined) found.set(value.id, { ...stored, value: { ...value, closed: value.closed } });
  return found;
}

async function closeOne(around: Surroundings, project: ClosedProject): Promise<void> {
  const { ports, settings } = around;
  const { id, closed } = project.value;
  const receipt = closureName(id, closed.releases);
  if (await ports.audit.holds(id, notifiedEventId(receipt))) return;
  if (!(await ports.audit.holds(id, closedEventId(receipt)))) {
    if ((await readHold(ports, id)) !== undefined) return;
    await shutDoors(ports, id);
    const ended = await bringOn(around, project);
    if (ended === undefined) return;
    const computes = computesAtClosing(project.value, await ports.looks.of(id), project.since, ports.clock.now());
    if (computes.waits !== null) return;
    await writeClosure(ports, project, { operations: ended, computes }, settings);
  }
  await notifyClosed(ports, settings, project.value, receipt);
}

/** Whatever is being opened by the definition from before fails and looks again, so that no operation can come behind the last look at all. */
async function shutDoors({ register }: Pick<Ports, 'register'>, project: string): Promise<void> {
  for (const door of doors)
    await onConflictAgain(async () => register.rememberDoor(await register.rememberedDoor(door, project)));
}

/** All operations of the project when they have come to their end; undefined while one has not, or not all of them could be looked at. */
async function bringOn(
  around: Surroundings,
  { value: project }: ClosedProject,
): Promise<readonly Operation[] | undefined> {
  const { ports, failures, share } = around;
  const ended: Operation[] = [];
  let all = 0;
  for (const door of doors) {
    let place: string | undefined;
    do {
      if (share.isOver()) return undefined;
      const { items, broken, continuation } = await ports.register.list(door, project.id, place);
      all += items.length + broken.length;
      await atOnce(
        operationsAtOnce,
        items,
        async (operation) => {
          const step = nextOfClosing(operation, project, ports.clock.now());
          if (step.kind === 'ended') ended.push(operation);
          if (step.kind === 'act') await failures.keep(operation.id, () => act(around, operation, step.act));
        },
        share.isOver,
      );
      place = continuation;
    } while (place !== undefined);
  }
  const oldestFirst = (one: Operation, other: Operation) => Number(one.id > other.id) - Number(one.id < other.id);
  return ended.length === all ? ended.sort(oldestFirst) : undefined;
}

/** The reason in the row and in the audit; whoever closed the project gave theirs there. */
const reason = 'The project is closed';

const performers: Readonly<Record<ClosingAct, (around: Surroundings, asked: OperatorAct) => Promise<Operation>>> = {
  retract: ({ ports, settings, workflows }, asked) => retractVersion(ports, settings, workflows, asked),
  revoke: ({ ports, ...around }, asked) => revokeRelease(ports, around, asked),
  discard: ({ ports, workflows }, asked) => discardOperation(ports, workflows, asked),
  withdraw: ({ ports, workflows }, asked) => withdrawOperation(ports, workflows, { ...asked, part: 'operator' }),
  giveBack: ({ ports, settings, workflows }, asked) => giveBackPackage(ports, settings, workflows, asked),
  takeBack: ({ ports, ...around }, asked) => takeBackRelease(ports, around, { ...asked, to: 'revoked' }),
};

/** What was moved on by somebody else meanwhile, or waits for somebody, is looked at again by the next sweep. */
async function act(around: Surroundings, { project, id }: Operation, name: ClosingAct): Promise<void> {
  try {
    await performers[name](around, { key: { project, id }, by: controlPlane, reason });
  } catch (error) {
    if (!(error instanceof IllegalMove) && !(error instanceof Refused)) throw error;
  }
}
