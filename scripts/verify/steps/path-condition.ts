import type { StepAnywhere } from '../step.ts';
import { judge, onceAllowed, put, told } from './requests.ts';

/** A person puts a file into the folder of their project, and tries the folder of another. */
export const pathCondition: StepAnywhere = {
  id: 'path-condition',
  asks: 'to put a file into the folder of a project by a role whose condition names it, and one into the folder of another',
  minutes: 12,
  async run(world) {
    const { publicBlobs, project, otherProject } = world.places;
    const into = (folder: string) => put(world, 'owner', `${publicBlobs}/ingress/${folder}/verify/file.txt`, 'verify');
    const own = await onceAllowed(world, () => into(project));
    const other = await into(otherProject);
    const near = await into(`${project}-2`);
    return judge(
      [
        ...(own.status === 201 ? [] : [`The folder of the project was answered ${told(own)}, not 201`]),
        ...(other.status === 403 ? [] : [`The folder of another project was answered ${told(other)}, not 403`]),
        ...(near.status === 403 ? [] : [`A folder whose name begins the same was answered ${told(near)}, not 403`]),
      ],
      `Its own folder was answered ${told(own)}, that of another project ${told(other)}`,
    );
  },
};
