import type { StepAnywhere, World } from '../step.ts';
import { judge, onceAllowed, told } from './requests.ts';

const rows = (world: World, version: string) =>
  world.ask({
    ...{ as: 'control-plane', method: 'GET', url: `${world.places.tables}/Tables?$top=1` },
    headers: { 'x-ms-version': version, accept: 'application/json;odata=nometadata' },
  });

/** Tables in the version of the services that the app asks for, and in one that nobody has. */
export const storageVersion: StepAnywhere = {
  id: 'storage-version',
  asks: 'for tables in STORAGE_API_VERSION, in 2019-02-02 and in a version that there is not',
  minutes: 12,
  async run(world) {
    const asked = await onceAllowed(world, () => rows(world, world.places.storageVersion));
    const old = await rows(world, '2019-02-02');
    const unknown = await rows(world, '2099-01-01');
    const isSame = asked.status === old.status && asked.status !== 400;
    return judge(
      [
        ...(isSame ? [] : [`${world.places.storageVersion} was answered ${told(asked)}, 2019-02-02 ${told(old)}`]),
        ...(unknown.status === 400 && unknown.code === 'InvalidHeaderValue'
          ? []
          : [`A version that there is not was answered ${told(unknown)}, not 400 InvalidHeaderValue`]),
      ],
      `${world.places.storageVersion} was answered as 2019-02-02 (${told(asked)}), a version that there is not ${told(unknown)}`,
    );
  },
};
