import { setTimeout } from 'node:timers/promises';
import { messageOf } from '../../src/domain/base/errors.ts';
import type { Cli, Deployed, Environment } from './cli.ts';
import type { Projects } from './project-grants.ts';
import { given, type Settings } from './setting-rules.ts';
import { projectsIn } from './walls.ts';

/** How the app is woken and how long is waited between attempts; the defaults are the real ones. */
export interface EventsPatience {
  wake(url: string): Promise<Pick<Response, 'status'>>;
  pause(milliseconds: number): Promise<unknown>;
}

const patient: EventsPatience = {
  wake: (url) => fetch(url, { signal: AbortSignal.timeout(60_000) }),
  pause: (milliseconds) => setTimeout(milliseconds),
};

const attemptsAtMost = 6;
const pauseMs = 30_000;

/** Event Grid does not tell the app of uploads, because nobody here could wake it. */
export class NotWaked extends Error {
  override readonly name = 'NotWaked';
}

/**
 * Subscribes the app to uploads. The subscriptions need a key that the Functions host makes when it first runs, so they come after
 * the code; an app that has just got its code, or sleeps, may not have the key or not answer Event Grid's handshake yet, so it is
 * woken and asked again. Throws with the last answer when some minutes did not help, and NotWaked where the app lets in nobody from here.
 */
export async function subscribeEvents(
  cli: Cli,
  deployed: Deployed,
  settings: Settings = {},
  patience: EventsPatience = patient,
): Promise<void> {
  const url = `${deployed.PUBLIC_URL}/api/health`;
  for (let attempt = 1; ; attempt += 1) {
    const shutOut = await wake(url, patience);
    if (shutOut && attempt === 1)
      console.log(`${shutOutText(url)} Azure's own requests may wake it, so they are tried.`);
    try {
      await cli('az', [...deploymentOf(deployed, settings), '--output', 'none']);
      console.log('Event Grid tells the app of uploads');
      return;
    } catch (error) {
      if (attempt === attemptsAtMost) throw shutOut ? notWaked(url, error) : error;
      console.log(`Event Grid could not be told (attempt ${attempt} of ${attemptsAtMost}): ${messageOf(error)}`);
    }
    await patience.pause(pauseMs);
  }
}

/** Asks the app for its health, which starts it. Whether it lets in nobody from here (`callerAddresses`): then the platform answers 403 before the app is asked. */
async function wake(url: string, patience: EventsPatience): Promise<boolean> {
  try {
    return (await patience.wake(url)).status === 403;
  } catch (error) {
    console.log(`the app did not answer at ${url}: ${messageOf(error)}`);
    return false;
  }
}

function shutOutText(url: string): string {
  return `The app lets in nobody from this address (callerAddresses; 403 at ${url}), so nothing here can wake it.`;
}

function notWaked(url: string, cause: unknown): NotWaked {
  const steps = [
    'Event Grid does not tell the app of uploads yet; the sweep finds them meanwhile. Do one of these:',
    `1. Open ${url} from an address that it lets in, such as a desktop of the secure network, and then run here: npm run deploy -- after-deploy`,
    '2. Add your public address to CALLER_ADDRESSES (azd env set CALLER_ADDRESSES \'["192.0.2.1/32", …]\'), run azd provision, and then: npm run deploy -- after-deploy',
  ];
  return new NotWaked([shutOutText(url), ...steps, `The last answer: ${messageOf(cause)}`].join('\n'), { cause });
}

/** The words after `az` that deploy the subscriptions. */
export function deploymentOf(
  { AZURE_ENV_NAME, AZURE_LOCATION, AZURE_SUBSCRIPTION_ID }: Environment,
  settings: Settings,
): string[] {
  const place = ['--subscription', AZURE_SUBSCRIPTION_ID, '--location', AZURE_LOCATION];
  const template = ['--name', `sallyport-events-${AZURE_ENV_NAME}`, '--template-file', 'infra/events.bicep'];
  const parameters = ['--parameters', `environmentName=${AZURE_ENV_NAME}`, `location=${AZURE_LOCATION}`];
  const projects = projectsIn(given(settings, 'PROJECTS') ?? '[]') ?? [];
  return [
    'deployment',
    'sub',
    'create',
    ...place,
    ...template,
    ...parameters,
    ...(asksForMarkers(projects) ? [`projects=${doorsOf(projects)}`] : []),
  ];
}

/** Whether Event Grid has to tell markers from other blobs anywhere. */
export const asksForMarkers = (projects: Projects): boolean =>
  projects.some(({ marked }) => marked && marked.length > 0);

const doorsOf = (projects: Projects): string =>
  JSON.stringify(projects.map(({ id, marked }) => (marked && marked.length > 0 ? { id, marked } : { id })));
