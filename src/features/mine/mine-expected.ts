import { expectedForm } from '../../api/schemas/forms.ts';
import { NotFound, Refused } from '../../domain/base/errors.ts';
import type { Ports } from '../../ports/ports.ts';
import { type ExpectedAsked, expectDataset } from '../../use-cases/operation/expect-dataset.ts';
import { findWithPart } from '../../use-cases/people/readable-projects.ts';
import { jsonAnswer } from '../../web/answers.ts';
import { readJson, takeFields } from '../../web/body.ts';
import { type Caller, requireCaller } from '../../web/caller.ts';
import { requireAntiForgeryWrite } from '../../web/forgery.ts';
import { type Handler, param } from '../../web/handler.ts';
import { mineForm } from './mine-form.ts';
import type { MineServices } from './mine-routes.ts';
import { expectedBody } from './mine-schema.ts';

type ExpectServices = MineServices & Pick<Ports, 'manifests'>;

/** POST mine/expected/{project}: what a data owner says of the next version of a dataset. What differs rejects it, untouched. */
export function expectOnMine(services: ExpectServices): Handler {
  return mineForm(services, async ({ request, caller, fields }) => {
    const project = await ownedProject(services, caller, param(request, 'project'));
    const { said } = await expected(services, { ...takeFields(expectedForm, fields), project, by: caller.oid });
    return { said };
  });
}

/** POST mine.json/expected/{project}: the same by a program of theirs. */
export function expectByProgram(services: ExpectServices): Handler {
  return async (request) => {
    const caller = await requireCaller(services, request);
    await requireAntiForgeryWrite(request, caller, services.publicBaseUrl);
    const project = await ownedProject(services, caller, param(request, 'project'));
    const read = expectedBody.safeParse(await readJson(request));
    if (!read.success)
      throw new Refused('Send { "name": "…" } of the dataset with "files", "bytes", or "sums" as md5sum prints them');
    return jsonAnswer(200, await expected(services, { sums: '', ...read.data, project, by: caller.oid }));
  };
}

/** Whoever owns no data there is told what they would be told of a project that is not there. */
async function ownedProject(services: ExpectServices, caller: Caller, project: string): Promise<string> {
  if ((await findWithPart(services, project, caller, 'data owner')) !== undefined) return project;
  throw new NotFound(`There is no project ${project} in which you are a data owner`);
}

async function expected(services: ExpectServices, asked: ExpectedAsked) {
  const { name, version } = await expectDataset(services, asked);
  const said = `Noted of ${name} v${version}. An upload that differs is rejected before anything is copied or deleted, and you are told what differs.`;
  return { name, version, said };
}
