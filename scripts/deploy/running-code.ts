import { z } from 'zod';
import { messageOf } from '../../src/domain/base/errors.ts';
import type { Cli, Deployed } from './cli.ts';

const healthSchema = z.looseObject({ bundle: z.string().optional() });

/** A sentence about whether the app runs the build that lies here. Instances that answered before may run the old one for some minutes. */
export async function runningCode(
  url: string,
  built: string | undefined,
  ask: (url: string) => Promise<Pick<Response, 'json'>> = (from) =>
    fetch(from, { signal: AbortSignal.timeout(60_000) }),
): Promise<string> {
  try {
    const { bundle } = healthSchema.parse(await (await ask(url)).json());
    if (bundle !== undefined && bundle === built) return `the app runs what was built here (${built})`;
    return `The app runs ${bundle ?? 'code that does not say what it is'}, and built here is ${built ?? 'nothing'}. Ask ${url} again in some minutes; if it says the same, somebody else deployed, or this deployment did not arrive.`;
  } catch (error) {
    return `What the app runs is not known from here: ${url}: ${messageOf(error)}. Compare "bundle" there with ${built ?? 'nothing built here'}.`;
  }
}

/** Tells the app, and later provisionings, which bundle is sent to it. Nothing is told of one that was not built here. */
export async function tellSent(
  cli: Cli,
  { CONTROL_RESOURCE_GROUP, FUNCTION_APP_NAME }: Pick<Deployed, 'CONTROL_RESOURCE_GROUP' | 'FUNCTION_APP_NAME'>,
  built: string | undefined,
): Promise<void> {
  if (built === undefined) return;
  await cli('azd', ['env', 'set', 'SENT_BUNDLE', built]);
  const app = ['--resource-group', CONTROL_RESOURCE_GROUP, '--name', FUNCTION_APP_NAME];
  const setting = ['--settings', `SENT_BUNDLE=${built}`, '--output', 'none'];
  await cli('az', ['functionapp', 'config', 'appsettings', 'set', ...app, ...setting]);
}
