import { expectedForm } from '../../api/schemas/forms.ts';
import { NotFound, Refused } from '../../domain/base/errors.ts';
import type { Ports } from '../../ports/ports.ts';
import { expectDataset } from '../../use-cases/operation/expect-dataset.ts';
import { findWithPart } from '../../use-cases/people/readable-projects.ts';
import { type Handler, param } from '../../web/handler.ts';
import { mineForm } from './mine-form.ts';
import type { MineServices } from './mine-routes.ts';

/** POST mine/expected/{project}: what a data owner says of the next version of a dataset. What differs rejects it, untouched. */
export function expectOnMine(services: MineServices & Pick<Ports, 'manifests'>): Handler {
  return mineForm(services, async ({ request, caller, fields }) => {
    const project = param(request, 'project');
    if ((await findWithPart(services, project, caller, 'data owner')) === undefined)
      throw new NotFound(`There is no project ${project} in which you are a data owner`);
    const read = expectedForm.safeParse(fields);
    if (!read.success) throw new Refused(read.error.issues.map(({ message }) => message).join(' '));
    const { sums, ...typed } = read.data;
    const { name, version } = await expectDataset(services, { ...typed, sums, project, by: caller.oid });
    const said = `Noted of ${name} v${version}. An upload that differs is rejected before anything is copied or deleted, and you are told what differs.`;
    return { said };
  });
}
