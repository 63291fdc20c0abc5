import { z } from 'zod';
import { bundleDigest } from '../../../src/azure/base/bundle-digest.ts';
import type { StepOnAzure } from '../step.ts';
import { judge, told, until } from './requests.ts';

const health = z.looseObject({ bundle: z.string().optional() });
const dist = new URL('../../../dist/', import.meta.url);

/** The app runs what was built here, and its SCM site answers nobody any more. */
export const code: StepOnAzure = {
  id: 'code',
  asks: 'the app which bundle it runs, and its SCM site for an answer',
  notHere: 'nothing is uploaded to a laptop',
  minutes: 12,
  async run(world) {
    const { deployed } = world;
    const get = (url: string) => world.ask({ as: 'owner', method: 'GET', url });
    const answer = await until(world, async () => {
      const one = await get(`${deployed.PUBLIC_URL}/api/health`);
      return one.status === 200 ? one : undefined;
    });
    const built = await bundleDigest(dist);
    const runs = answer === undefined ? undefined : health.parse(JSON.parse(answer.text)).bundle;
    const scm = await get(`https://${deployed.FUNCTION_APP_NAME}.scm.azurewebsites.net/`);
    return judge(
      [
        ...(runs === built ? [] : [`The app runs ${runs ?? 'nothing that answers'}, and ${built} was built`]),
        ...(scm.status === 403 ? [] : [`The SCM site answered ${told(scm)}, not 403`]),
      ],
      `The app runs ${built}, and the SCM site answered ${told(scm)}`,
    );
  },
};
