import type { StepAnywhere } from '../step.ts';
import { judge, told } from './requests.ts';

/** What the stand-ins answer from memory; each with the request that shows it. */
const remembered = [
  {
    what: 'an ETag without quotes',
    headers: { 'x-ms-blob-type': 'BlockBlob', 'if-match': '0x8D0' },
    status: 400,
    code: 'InvalidHeaderValue',
  },
  {
    what: 'an account key',
    headers: { 'x-ms-blob-type': 'BlockBlob', authorization: 'SharedKey nobody:bm9ib2R5' },
    status: 403,
    code: 'KeyBasedAuthenticationNotPermitted',
  },
] as const;

/** Asks for what is known from memory only. */
export const rememberedLimits: StepAnywhere = {
  id: 'remembered-limits',
  asks: 'for an upload whose condition has no quotes, and for one with an account key',
  minutes: 5,
  async run(world) {
    const { publicBlobs, project, storageVersion } = world.places;
    const wrong: string[] = [];
    for (const { what, headers, status, code } of remembered) {
      const url = `${publicBlobs}/ingress/${project}/verify/remembered.txt`;
      const request = { as: 'owner', method: 'PUT', url, body: 'verify' } as const;
      const answer = await world.ask({ ...request, headers: { 'x-ms-version': storageVersion, ...headers } });
      if (answer.status !== status || answer.code !== code)
        wrong.push(`For ${what} Azure answered ${told(answer)}, not ${status} ${code}`);
    }
    return judge(wrong, remembered.map(({ what, status, code }) => `${what}: ${status} ${code}`).join(', '));
  },
};
