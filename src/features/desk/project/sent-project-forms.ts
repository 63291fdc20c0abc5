import { holds } from '../../../api/holds.ts';
import { people } from '../../../api/people.ts';
import { projects } from '../../../api/projects.ts';
import { refused } from '../../../api/refused.ts';
import { seenHeaderName } from '../../../api/schemas/headers.ts';
import { NotFound, Refused } from '../../../domain/base/errors.ts';
import type { Fields } from '../../../functions/base/press-form.ts';
import { reasonIn, type Sending } from '../../../functions/desk/send-form.ts';
import { readVersion } from '../../../functions/project/projects.ts';
import type { ProjectStore } from '../../../ports/records.ts';
import { impact } from '../../impact/descriptions.ts';
import { timeOf } from '../people/desk-holds.ts';
import { projectForms } from '../queries.ts';
import { digestOfText, typedDefinition } from './definition-text.ts';

interface Asked {
  readonly versions: Pick<ProjectStore, 'version'>;
  readonly project: string;
  readonly fields: Fields;
  /** What was typed into a part of the definition, in the text as it would be put. */
  readonly written: () => Promise<string>;
}

/** What each form of the page of a project asks, by the end of its address. */
const forms: Readonly<Record<(typeof projectForms)[number], (asked: Asked) => Sending | Promise<Sending>>> = {
  hold: ({ project, fields }) => ({ route: holds.holdProject, params: { project }, body: holdBody(fields) }),
  'lift-hold': (asked) => withReason(asked, holds.liftHold, {}),
  'discard-refused-datasets': (asked) => discardAsked(asked, refused.discardRefusedDatasets),
  'discard-refused-exports': (asked) => discardAsked(asked, refused.discardRefusedExports),
  close: ({ project, fields }) => ({
    route: projects.closeProject,
    params: { project },
    body: { reason: reasonIn(fields), releases: fields['releases'] },
  }),
  'go-back': (asked) => withReason(asked, projects.goBackOnChange, {}),
  confirm: (asked) => withReason(asked, projects.confirmChange, { id: asked.fields['change'] ?? '' }),
  'take-back-change': (asked) => withReason(asked, projects.takeBackChange, { id: asked.fields['change'] ?? '' }),
  suspend: (asked) => withReason(asked, people.suspendPerson, { oid: asked.fields['oid'] ?? '' }),
  'lift-suspension': ({ project, fields }) => ({
    route: people.liftSuspension,
    params: { project, oid: fields['oid'] ?? '' },
    query: fields['suspendedBy'] === undefined ? {} : { suspendedBy: fields['suspendedBy'] },
    body: { reason: reasonIn(fields) },
  }),
  away: ({ fields }) => ({
    route: people.markAway,
    params: { oid: fields['oid'] ?? '' },
    body: { from: fields['from'], to: fields['to'], reason: reasonIn(fields) },
  }),
  back: ({ fields }) => ({
    route: people.markBack,
    params: { oid: fields['oid'] ?? '' },
    body: { reason: reasonIn(fields) },
  }),
  check: ({ project, fields }) => checkAsked(project, fields),
  put: ({ project, fields }) => putAsked(project, fields),
  'check-version': async (asked) => checkAsked(asked.project, await versionTyped(asked)),
  'edit-about': partAsked,
  'edit-people': partAsked,
  'edit-doors': partAsked,
  'edit-approval': partAsked,
};

async function partAsked({ project, written }: Asked): Promise<Sending> {
  return checkAsked(project, { definition: await written() });
}

/** The fields as if somebody had typed the version that they chose. */
export async function versionTyped({ versions, project, fields }: Omit<Asked, 'written'>): Promise<Fields> {
  const version = await readVersion(versions, project, fields['hash'] ?? '');
  return { ...fields, definition: JSON.stringify(JSON.parse(version), null, 2) };
}

/** What a form of the page of a project asks. Throws NotFound for one that is none. */
export function projectForm(name: string): (asked: Asked) => Sending | Promise<Sending> {
  const known = projectForms.find((one) => one === name);
  if (known === undefined) throw new NotFound(`There is no form '${name}' for a project`);
  return forms[known];
}

export function checkAsked(project: string, { definition = '' }: Fields): Sending {
  return { route: impact.checkProject, params: { project }, body: typedDefinition(definition) };
}

/** The putting of a typed definition, which must be the one that was checked. Throws Refused. */
export function putAsked(project: string, fields: Fields): Sending {
  const { definition = '', checked, etag, endings = '' } = fields;
  const body = typedDefinition(definition);
  if (checked !== digestOfText(definition))
    throw new Refused('The text has changed since it was checked. Check it again, then put it. Nothing was changed.');
  const first = etag === undefined ? { 'if-none-match': '*' } : {};
  const seen = endings === '' ? {} : { [seenHeaderName]: endings };
  const headers = { ...reasonHeader(fields), ...first, ...seen };
  return { route: projects.putProject, params: { project }, body, headers };
}

function reasonHeader(fields: Fields): Readonly<Record<string, string>> {
  return { 'x-sallyport-reason': encodeURIComponent(reasonIn(fields)) };
}

function withReason(
  { project, fields }: Asked,
  route: Sending['route'],
  params: Readonly<Record<string, string>>,
): Sending {
  return { route, params: { project, ...params }, body: { reason: reasonIn(fields) } };
}

function discardAsked({ project, fields }: Asked, route: Sending['route']): Sending {
  return { route, params: { project }, body: { digest: fields['digest'] ?? '', reason: reasonIn(fields) } };
}

function holdBody(fields: Fields) {
  const { until = '', takeBack } = fields;
  return {
    reason: reasonIn(fields),
    ...(until === '' ? {} : { until: timeOf(until) }),
    ...(takeBack === 'yes' ? { takeBack: true } : {}),
  };
}
