import type { StepOnAzure } from '../step.ts';
import { judge, told } from './requests.ts';

/** What has no public address answers nobody from here, whatever their roles. */
export const closedDoors: StepOnAzure = {
  id: 'closed-doors',
  asks: 'the secure account, the control account and the vault for an answer from outside',
  notHere: 'nothing on a laptop has a firewall',
  minutes: 5,
  async run(world) {
    const { SECURE_ACCOUNT, CONTROL_ACCOUNT, KEY_VAULT_NAME } = world.deployed;
    const doors = [
      ...[SECURE_ACCOUNT, CONTROL_ACCOUNT].map((name) => `https://${name}.blob.core.windows.net/?comp=list`),
      `https://${KEY_VAULT_NAME}.vault.azure.net/secrets?api-version=7.5`,
    ];
    const open: string[] = [];
    const closed: string[] = [];
    for (const url of doors) {
      const headers = { 'x-ms-version': world.places.storageVersion };
      const answer = await world.ask({ as: 'owner', method: 'GET', url, headers });
      (answer.status === 403 ? closed : open).push(`${new URL(url).host} answered ${told(answer)}`);
    }
    return judge(open, closed.join(', '));
  },
};
