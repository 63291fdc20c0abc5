import { setTimeout } from 'node:timers/promises';
import { messageOf } from '../../src/domain/base/errors.ts';
import type { Cli, Deployed } from './cli.ts';

/** How the app is woken and how long is waited between attempts; the defaults are the real ones. */
export interface EventsPatience {
  wake(url: string): Promise<unknown>;
  pause(milliseconds: number): Promise<unknown>;
}

const patient: EventsPatience = {
  wake: (url) => fetch(url, { signal: AbortSignal.timeout(60_000) }),
  pause: (milliseconds) => setTimeout(milliseconds),
};

const attemptsAtMost = 6;
const pauseMs = 30_000;

/**
 * Subscribes the app to uploads. The subscriptions need a key that the Functions host makes when it first runs, so they come after
 * the code; an app that has just got its code, or sleeps, may not have the key or not answer Event Grid's handshake yet, so it is
 * woken and asked again. Throws with the last answer when some minutes did not help.
 */
export async function subscribeEvents(cli: Cli, deployed: Deployed, patience: EventsPatience = patient): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    await wake(`${deployed.PUBLIC_URL}/api/health`, patience);
    try {
      await cli('az', deploymentOf(deployed));
      console.log('Event Grid tells the app of uploads');
      return;
    } catch (error) {
      if (attempt === attemptsAtMost) throw error;
      console.log(`Event Grid could not be told (attempt ${attempt} of ${attemptsAtMost}): ${messageOf(error)}`);
    }
    await patience.pause(pauseMs);
  }
}

/** The app may let in no deployer (`callerAddresses`), and then Azure's own request for the key is all that wakes it. */
async function wake(url: string, patience: EventsPatience): Promise<void> {
  try {
    await patience.wake(url);
  } catch (error) {
    console.log(`the app did not answer at ${url}: ${messageOf(error)}`);
  }
}

function deploymentOf({ AZURE_ENV_NAME, AZURE_LOCATION, AZURE_SUBSCRIPTION_ID }: Deployed): string[] {
  const place = ['--subscription', AZURE_SUBSCRIPTION_ID, '--location', AZURE_LOCATION];
  const template = ['--name', `sallyport-events-${AZURE_ENV_NAME}`, '--template-file', 'infra/events.bicep'];
  const parameters = ['--parameters', `environmentName=${AZURE_ENV_NAME}`, `location=${AZURE_LOCATION}`];
  return ['deployment', 'sub', 'create', ...place, ...template, ...parameters, '--output', 'none'];
}
