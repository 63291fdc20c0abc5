import type { Answer, Subscription } from '../step.ts';
import { told } from '../steps/requests.ts';
import { removeKept } from './kept-account.ts';

const shape = /<Name>([^<]+)<\/Name>[\s\S]*?<VersionId>([^<]+)<\/VersionId>/g;

/** Takes the policy, which nobody locked, from each version and deletes it: what a policy keeps keeps its account. Gives what stays. */
export async function clearKept(world: Subscription): Promise<readonly string[]> {
  const headers = { 'x-ms-version': world.places.storageVersion };
  const ask = (method: 'GET' | 'DELETE', address: string): Promise<Answer> =>
    world.ask({ as: 'researcher', method, url: address, headers });
  const listed = await ask('GET', `${world.places.kept.url}?restype=container&comp=list&include=versions`);
  if (listed.status !== 200) return [`What lies in ${world.places.kept.url} nobody could list: ${told(listed)}`];
  const stays: string[] = [];
  for (const [, name = '', version = ''] of listed.text.matchAll(shape)) {
    const blob = `${world.places.kept.url}/${name.split('/').map(encodeURIComponent).join('/')}`;
    const query = `versionid=${encodeURIComponent(version)}`;
    await ask('DELETE', `${blob}?comp=immutabilityPolicies&${query}`);
    const whole = await ask('DELETE', blob);
    const one = await ask('DELETE', `${blob}?${query}`);
    if (one.status > 299 && one.status !== 404) stays.push(`${name} stays: ${told(whole)}, its version ${told(one)}`);
  }
  if (stays.length === 0) await removeKept(world);
  return stays;
}
