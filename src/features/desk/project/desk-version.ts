import { readStored } from '../../../domain/project/stored-definition.ts';
import type { ReadAuditServices } from '../../../functions/desk/read-audit.ts';
import { type DeskServices, showDesk } from '../../../functions/desk/visit.ts';
import { refuseResearcherToRead } from '../../../functions/operation/refuse-researcher.ts';
import { listVersions, type ProjectPorts, readVersion } from '../../../functions/project/projects.ts';
import { type NamesPorts, readNames } from '../../../use-cases/people/known-names.ts';
import { redirectAnswer } from '../../../web/answers.ts';
import { accepts } from '../../../web/asked.ts';
import { type Handler, param, type WebRequest } from '../../../web/handler.ts';
import { withAuthors } from './version-authors.ts';
import { versionFile, versionPage } from './version-page.ts';

export type VersionDeskServices = DeskServices & ReadAuditServices & ProjectPorts & NamesPorts;

/** GET ops/desk/projects/{project}/versions/{hash}: one version of a definition, in words, and who put it; as JSON where that is asked for. */
export function showDeskVersion(services: VersionDeskServices): Handler {
  const show = showDesk(services, async (visit) => {
    const { project, hash } = named(visit.request);
    await refuseResearcherToRead(services.projects, visit.caller, project);
    const text = await readVersion(services.projects, project, hash);
    const { items } = await listVersions(services, { ...visit, params: { project } });
    const versions = items.filter((one) => one.hash === hash);
    const names = await readNames(services, { viewer: visit.caller });
    const [put] = await withAuthors(services, visit, { project, versions, names });
    const inForce = items.find((one) => one.inForce)?.hash;
    const shown = { id: project, hash, at: put?.at, inForce, text, definition: definitionIn(text) };
    return versionPage(
      { ...shown, ...(put?.by === undefined ? {} : { by: put.by, reason: put.reason ?? '' }) },
      visit.visitor,
    );
  });
  return async (request, workflows) =>
    accepts(request, 'application/json') ? redirectAnswer(versionFile(named(request))) : await show(request, workflows);
}

function named(request: WebRequest) {
  return { project: param(request, 'project'), hash: param(request, 'hash') };
}

/** What an older version of this program stored may be no JSON of today. */
function definitionIn(text: string) {
  try {
    return readStored(JSON.parse(text));
  } catch {
    return undefined;
  }
}
