import type { StepAnywhere, World } from '../step.ts';
import { endedRun, folder } from './pipeline-run.ts';
import { judge, told, unchecked } from './requests.ts';

/** The versions under the folder: how many there are, and whether one is the current one. */
async function versionsIn(world: World): Promise<{ readonly count: number; readonly hasCurrent: boolean } | string> {
  const query = `restype=container&comp=list&include=versions&prefix=${folder(world)}/`;
  const answer = await world.ask({
    ...{ as: 'researcher', method: 'GET', url: `${world.places.kept.url}?${query}` },
    headers: { 'x-ms-version': world.places.storageVersion },
  });
  if (answer.status !== 200) return told(answer);
  return {
    count: answer.text.match(/<VersionId>/g)?.length ?? 0,
    hasCurrent: answer.text.includes('<IsCurrentVersion>true'),
  };
}

/** Data Factory deletes what the policy still keeps, as a retraction does. */
export const deleteUnderPolicy: StepAnywhere = {
  id: 'delete-under-policy',
  asks: 'Data Factory to delete a current version whose retention lasts',
  minutes: 20,
  async run(world) {
    const before = await versionsIn(world);
    if (typeof before === 'string') return unchecked(`The listing of versions was answered ${before}`);
    if (!before.hasCurrent) return unchecked('There is no file under the policy: see create-run');
    const endTime = new Date(world.now().getTime() + 86_400_000).toISOString();
    const parameters = { operationId: 'verify', folder: folder(world), fileName: '*', endTime };
    const run = await endedRun(world, world.places.kept.remove, parameters);
    const after = await versionsIn(world);
    if (run === undefined || typeof after === 'string')
      return unchecked('The delete had not ended, or nobody could look');
    const wasRefused = run.status === 'Failed' && after.hasCurrent;
    const madePrevious = run.status === 'Succeeded' && !after.hasCurrent && after.count >= before.count;
    const now = `${after.count} versions, ${after.hasCurrent ? 'one of them current' : 'none of them current'}`;
    return judge(
      wasRefused || madePrevious ? [] : [`The delete ended as ${run.status} and left ${now}`],
      wasRefused ? `It is refused: ${run.message ?? run.status}` : `It makes a previous version: it left ${now}`,
    );
  },
};
