import type { Cli, Environment } from './cli.ts';
import { judgeSubscription } from './judge-subscription.ts';
import { readSubscriptionId } from './read-subscription.ts';

/** Throws when `az` is signed in to another subscription than the one that azd deploys to. */
export async function requireSameSubscription(cli: Cli, environment: Environment): Promise<void> {
  const [problem] = judgeSubscription(await readSubscriptionId(cli), environment);
  if (problem !== undefined) throw new Error(problem);
}
