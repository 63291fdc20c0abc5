import type { Activity } from '../definitions/schema.ts';

/** How one activity ended. `Skipped` means that its dependency conditions did not hold. */
export interface ActivityOutcome {
  readonly status: 'Succeeded' | 'Failed' | 'Skipped' | 'Cancelled';
  readonly message: string;
}
export type ActivityOutcomes = ReadonlyMap<string, ActivityOutcome>;

const skipped: ActivityOutcome = { status: 'Skipped', message: '' };

/** Runs activities that stand beside each other: each one as soon as those it depends on have ended, if its conditions hold. */
export async function runInOrder(
  activities: readonly Activity[],
  run: (activity: Activity) => Promise<ActivityOutcome>,
): Promise<ActivityOutcomes> {
  const started = new Map<string, Promise<ActivityOutcome>>();
  const start = (activity: Activity): Promise<ActivityOutcome> => {
    const known = started.get(activity.name) ?? runAfterDependencies(activity, activities, start, run);
    started.set(activity.name, known);
    return known;
  };
  const settled = await Promise.allSettled(activities.map(start));
  const outcomes = new Map<string, ActivityOutcome>();
  settled.forEach((outcome, index) => {
    if (outcome.status === 'rejected') throw outcome.reason;
    outcomes.set(activities[index]?.name ?? '', outcome.value);
  });
  return outcomes;
}

async function runAfterDependencies(
  activity: Activity,
  activities: readonly Activity[],
  start: (activity: Activity) => Promise<ActivityOutcome>,
  run: (activity: Activity) => Promise<ActivityOutcome>,
): Promise<ActivityOutcome> {
  for (const { activity: name, dependencyConditions } of activity.dependsOn) {
    const dependency = activities.find((candidate) => candidate.name === name);
    const { status } = dependency === undefined ? skipped : await start(dependency);
    const holds = dependencyConditions.some(
      (condition) =>
        condition === status || (condition === 'Completed' && (status === 'Succeeded' || status === 'Failed')),
    );
    if (!holds) return skipped;
  }
  return await run(activity);
}

/**
 * The activity that makes its pipeline (or container) fail, or undefined. Data Factory looks at the leaves, which nothing depends on; for a
 * skipped leaf at those it depends on. So a failure that a later activity handles does not count.
 */
export function decidingFailure(
  activities: readonly Activity[],
  outcomes: ActivityOutcomes,
): { readonly name: string; readonly message: string } | undefined {
  const awaited = new Set(
    activities.flatMap((activity) => activity.dependsOn.map((dependency) => dependency.activity)),
  );
  const deciding = activities
    .filter((activity) => !awaited.has(activity.name))
    .flatMap((leaf) => decidingNames(leaf.name, activities, outcomes));
  for (const name of deciding) {
    const outcome = outcomes.get(name);
    if (outcome !== undefined && outcome.status !== 'Succeeded') return { name, message: outcome.message };
  }
  return undefined;
}

function decidingNames(name: string, activities: readonly Activity[], outcomes: ActivityOutcomes): string[] {
  if (outcomes.get(name)?.status !== 'Skipped') return [name];
  const activity = activities.find((candidate) => candidate.name === name);
  return (activity?.dependsOn ?? []).flatMap((dependency) => decidingNames(dependency.activity, activities, outcomes));
}
