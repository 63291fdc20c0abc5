import type { StepAnywhere } from '../step.ts';
import { endedRun, folder } from './pipeline-run.ts';
import { judge, onceAllowed, put, told, unchecked } from './requests.ts';

const name = 'measured.csv';

/** Data Factory copies one file into a container that keeps each version, by the role that it has on `datasets`. */
export const createRun: StepAnywhere = {
  id: 'create-run',
  asks: 'Data Factory to copy a file into a container with a policy on versions',
  minutes: 20,
  async run(world) {
    const { publicBlobs, project, kept } = world.places;
    const source = `${project}/verify-run`;
    const list = 'verify/create-run.txt';
    const file = await onceAllowed(world, () =>
      put(world, 'owner', `${publicBlobs}/ingress/${source}/${name}`, 'a,b\n1,2\n'),
    );
    const listed = await onceAllowed(world, () =>
      put(world, 'control-plane', `${publicBlobs}/transfers/${list}`, `${name}\n`),
    );
    if (file.status !== 201 || listed.status !== 201)
      return unchecked(`The file to copy was answered ${told(file)}, its list ${told(listed)}`);
    const parameters = { operationId: 'verify', sourceFolder: source, targetFolder: folder(world), listPath: list };
    const run = await endedRun(world, kept.copy, parameters);
    if (run === undefined) return unchecked('The run had not ended when it was last looked at');
    return judge(
      run.status === 'Succeeded' ? [] : [`The run ended as ${run.status}: ${run.message ?? 'without a message'}`],
      'The run succeeded, and Data Factory verified the copy',
    );
  },
};
