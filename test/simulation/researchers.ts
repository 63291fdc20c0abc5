import { backStates } from '../../src/domain/lifecycle/public-state.ts';
import { mayContinue, whyNotSubmitted } from '../../src/domain/lifecycle/submission.ts';
import type { Operation, Submission } from '../../src/domain/operation/operation.ts';
import { purposeOf } from '../../src/domain/operation/purpose.ts';
import { submitPackage } from '../../src/use-cases/operation/submit-package.ts';
import { operationsOf } from './acts.ts';
import { cast } from './definition.ts';
import { tried } from './operators.ts';
import { upload } from './uploads.ts';
import type { World } from './world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Researchers until `isOver`: they type why their packages are sent, and some send another one when a package came back. */
export async function researchersWork(world: World, isOver: () => boolean): Promise<void> {
  const { draws, time } = world;
  if (draws.happens('researchers never type', 0.4)) return;
  let isAnswered = false;
  while (!isOver()) {
    const most = draws.pick('typing pace', [MINUTE, 10 * MINUTE, HOUR]);
    await time.sleep(draws.between('typing rest', 1000, most));
    if (isOver()) return;
    const packages = (await operationsOf({ ports: world.god })).filter(({ door }) => door === 'export');
    const back = packages.filter(({ state }) => backStates.includes(state));
    if (!isAnswered && back.length > 0 && draws.happens('another package', 0.3)) {
      isAnswered = true;
      await upload(world, 'export', 'coral-answers');
    } else await typesOne(world, packages);
  }
}

/** Somebody types what a package lacks, or something else than before; some click twice. */
async function typesOne(world: World, packages: readonly Operation[]): Promise<void> {
  const { draws } = world;
  const possible = packages.filter(
    (one) => whyNotSubmitted(one) === undefined && (one.round === undefined || purposeOf(one) === undefined),
  );
  if (possible.length === 0) return;
  const operation = draws.pick('typed about', possible);
  if (operation.submission !== undefined && !draws.happens('typed anew', 0.1)) return;
  const first = types(world, operation, packages);
  if (draws.happens('typed twice', 0.1)) await types(world, operation, packages);
  await first;
}

async function types(world: World, operation: Operation, packages: readonly Operation[]): Promise<void> {
  const { project, id } = operation;
  const earlier = packages.filter((one) => mayContinue(operation, one) && one.startedAt <= operation.startedAt);
  const goesOn = earlier.length > 0 && world.draws.happens('goes on', 0.8);
  const conversation = goesOn ? { continues: world.draws.pick('goes on with', earlier).id, answer: 'As asked' } : {};
  const { oid, name } = cast.researcher;
  const typed: Omit<Submission, 'at' | 'madeFrom'> = {
    purpose: 'For the yearly report',
    ...conversation,
    by: { oid, name },
  };
  await tried(world, 'type', async (app) => {
    await submitPackage(app.ports, world.workflows, { key: { project, id }, ...typed });
    world.acted(goesOn ? 'continue' : 'type');
  });
}
