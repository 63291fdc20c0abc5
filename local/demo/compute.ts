import { planShape, type ShownPlan } from '../people/api-shapes.ts';
import { until } from '../people/until.ts';
import { expectEqual, headline, note, step } from './progress.ts';
import type { Scene } from './scene.ts';

/** Actions of the plan before it was applied, and of the plan when nothing moves any more. */
export interface ComputeOutcome {
  readonly before: number;
  readonly after: number;
}

/** Computes are held to the project definition: one machine is missing, one has drifted in size and power, a cluster is missing. */
export async function playCompute(scene: Scene): Promise<ComputeOutcome> {
  headline('Computes follow the project definition');
  const plan = await step('the plan', () => readPlan(scene));
  for (const action of plan.actions) note(`${action.kind} ${action.name}: ${action.reason}`);
  await step('applied through Resource Manager', () => apply(scene, plan));
  const last = await step('later runs mend the rest, until nothing is left to do', () =>
    until('an empty plan', () => settle(scene)),
  );
  expectEqual('actions of the last plan', 0, last.actions.length);
  return { before: plan.actions.length, after: last.actions.length };
}

async function settle(scene: Scene): Promise<ShownPlan | undefined> {
  const plan = await readPlan(scene);
  if (plan.actions.length === 0 && plan.waiting.length === 0) return plan;
  if (plan.actions.length > 0) {
    for (const action of plan.actions) note(`${action.kind} ${action.name}: ${action.reason}`);
    await apply(scene, plan);
  }
  return undefined;
}

async function readPlan(scene: Scene): Promise<ShownPlan> {
  return planShape.parse(await scene.ops.ask('GET', `ops/compute/${scene.project}/plan`));
}

/** A plan whose world has moved since is refused with 409; the next look gives a new one. */
async function apply(scene: Scene, plan: ShownPlan): Promise<void> {
  const answer = await scene.ops.call('POST', `ops/compute/${scene.project}/apply`, { digest: plan.digest });
  if (answer.status !== 200 && answer.status !== 409) {
    throw new Error(`applying the plan was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  }
}
