import { z } from 'zod';
import { type InboxMail, listMails } from '../../local/azure/mail.ts';
import { until } from '../../local/people/until.ts';
import { putNewProject, sampleDefinition, seedSampleMachines } from '../../local/sample/sample.ts';
import type { Journey } from '../journeys/journey.ts';
import { liftHolds } from '../journeys/lift-holds.ts';
import { someFiles } from '../journeys/sample-people.ts';
import type { PageContent, Subject } from './subjects.ts';

const DAY = 24 * 60 * 60 * 1000;

const packages = ['figures', 'tables', 'plots', 'model'] as const;

/** Plays so much of the life of a project that people get most kinds of mails, and gives what is to be pictured of the pages then. */
export async function playStory(journey: Journey): Promise<readonly Subject[]> {
  await journey.upload('cohort', someFiles('cohort'));
  await journey.upload('scans', someFiles('scans', 'exe'));
  for (const name of packages) await journey.drop(name, someFiles(name));
  await journey.reached('ingress', 'cohort', 'available');
  await until('the scans to be refused', async () => {
    const { value } = await journey.ports.refused.get('ingress', journey.project);
    return value.names.find(({ name }) => name === 'scans');
  });
  const ids = new Map<string, string>();
  for (const name of packages) ids.set(name, (await journey.reached('export', name, 'in-review')).id);
  const idOf = (name: (typeof packages)[number]): string => ids.get(name) ?? '';
  await journey.decide(idOf('figures'), 'ada', { choice: 'approve' });
  await journey.decide(idOf('figures'), 'ben', { choice: 'approve' });
  await journey.decide(idOf('tables'), 'cleo', { choice: 'deny', reason: 'Row 7 of table 2 shows a single person.' });
  await journey.decide(idOf('plots'), 'cleo', { choice: 'changes', reason: 'Please round the axes to tens.' });
  await journey.reached('export', 'figures', 'released');
  await journey.reached('export', 'tables', 'returned');
  await journey.reached('export', 'plots', 'returned');
  await journey.decide(idOf('model'), 'cleo', { choice: 'approve' });
  await stopUpload(journey);
  await askForMore(journey);
  await holdAnother(journey);
  await findDrift(journey);
  return await pagesOf(journey, idOf);
}

/** An upload waits for the end of a hold, and an operator stops it. */
async function stopUpload(journey: Journey): Promise<void> {
  const { ops, project } = journey;
  await ops.ask('POST', `ops/projects/${project}/hold`, { reason: 'A leak is looked into.' });
  await journey.upload('halted', someFiles('halted'));
  const { id } = await journey.reached('ingress', 'halted', 'copying');
  await ops.ask('POST', `ops/datasets/${project}/${id}/stop`, { reason: 'These are the wrong files.' });
  await journey.reached('ingress', 'halted', 'failed');
  await liftHolds(ops, project, 'Nothing leaked.');
}

/** A second project whose groups nobody deployed is put and goes on hold. */
async function holdAnother({ ops }: Journey): Promise<void> {
  const { channels: _channels, compute: _compute, ...definition } = sampleDefinition();
  const project = await putNewProject(ops, { ...definition, id: 'lung-study', title: 'Lung study: air and the lung' });
  await ops.ask('POST', `ops/projects/${project}/hold`, { reason: 'Its contract is looked at again.' });
}

/** Somebody changed a machine by hand, and the reconciler finds it. */
async function findDrift({ stack, ports, project }: Journey): Promise<void> {
  await seedSampleMachines(stack.control);
  const found = async () => {
    for await (const line of ports.audit.lines(project)) if (line.includes('"compute.drift-found"')) return true;
    return undefined;
  };
  await until('the drift of a machine to be found', found);
}

/** What happens when the pages are pictured: a release is revoked, and not enough people decides about a package until its deadline. */
export async function endStory(journey: Journey): Promise<void> {
  const { project, ops } = journey;
  const [figures] = await journey.operations('export', 'figures');
  await ops.ask('POST', `ops/exports/${project}/${figures?.id}/revoke`, { reason: 'A cell is too small.' });
  await journey.reached('export', 'figures', 'revoked');
  // Right after a jump of time one of them has failed; the sweep can be asked again.
  const swept = async () => ((await ops.call('POST', 'ops/sweep')).status < 300 ? true : undefined);
  for (let day = 0; day < mostDays && (await stateOf(journey, 'model')) === 'in-review'; day += 1) {
    await journey.stack.advance(DAY);
    await until('a sweep to end', swept);
  }
  await journey.reached('export', 'model', 'returned');
}

const mostDays = 40;

async function stateOf(journey: Journey, name: string): Promise<string | undefined> {
  return (await journey.operations('export', name))[0]?.state;
}

/** An operator asks for weaker rules, which a second one has to confirm. */
async function askForMore({ project, ops }: Journey): Promise<void> {
  const path = `ops/projects/${project}`;
  const { body, etag = '' } = await ops.call('GET', path);
  const { definition } = standing.parse(body);
  const egress = { ...definition.egress, maxFiles: definition.egress.maxFiles + 1 };
  const headers = { 'if-match': etag, 'x-sallyport-reason': 'Larger results are expected.' };
  await ops.ask('PUT', path, { ...definition, egress }, headers);
}

const standing = z.object({ definition: z.looseObject({ egress: z.looseObject({ maxFiles: z.number() }) }) });

/** Makes the subject of a page. */
type MakePage = (name: string, url: string, more?: Partial<PageContent>) => Subject;

/** The pages of operators that are about no single operation. */
function deskSubjects(page: MakePage, { project, stack }: Journey): readonly Subject[] {
  const desk = (name: string, path: string) => page(name, `${stack.baseUrl}/api/ops${path}`, { as: 'otto' });
  return [
    { ...desk('dashboard', ''), glance: 'glance-dashboard.png' },
    desk('dashboard-filtered', '?state=in-review&person=Ada'),
    desk('desk-projects', '/desk/projects'),
    desk('desk-project', `/desk/projects/${project}`),
    desk('desk-people', '/desk/people'),
    desk('desk-holds', '/desk/holds'),
    desk('desk-computes', '/desk/compute'),
    desk('desk-compute', `/desk/compute/${project}`),
    desk('charts', '/charts'),
    desk('desk-audit', '/desk/audit'),
    desk('desk-verification', '/desk/audit/verify'),
    desk('desk-doctor', '/desk/doctor'),
    desk('desk-satre', '/desk/satre'),
    desk('desk-find', `/desk/search?text=${project}`),
    desk('desk-releases', '/desk/releases'),
    desk('desk-trace', '/desk/trace'),
    desk('desk-access-review', '/desk/access-review'),
  ];
}

async function pagesOf(journey: Journey, idOf: (name: (typeof packages)[number]) => string): Promise<Subject[]> {
  const { baseUrl } = journey.stack;
  const page: MakePage = (name, url, more = {}) => {
    return { name: `page-${name}`, content: { kind: 'page', url, ...more } };
  };
  const open = await linkOf(journey, idOf('model'), 'ada');
  const other = await linkOf(journey, idOf('model'), 'ben');
  const closed = await linkOf(journey, idOf('figures'), 'ada');
  const [stopped] = await journey.operations('ingress', 'halted');
  const mine = `${baseUrl}/api/mine`;
  const desk = (door: 'datasets' | 'exports', id: string): string =>
    `${baseUrl}/api/ops/desk/${door}/${journey.project}/${id}`;
  return [
    ...deskSubjects(page, journey),
    page('desk-dataset', desk('datasets', stopped?.id ?? ''), { as: 'otto' }),
    page('desk-package', desk('exports', idOf('model')), { as: 'otto' }),
    page('desk-package-released', desk('exports', idOf('figures')), { as: 'otto' }),
    page('mine-of-an-owner', mine, { as: 'olga' }),
    page('mine-of-a-researcher', mine, { as: 'rui' }),
    page('mine-of-an-approver', mine, { as: 'ada' }),
    ...['olga', 'rui', 'ada', 'otto', 'eve'].map((as) => page(`home-of-${as}`, `${baseUrl}/api/`, { as })),
    page('help-of-an-approver', `${baseUrl}/api/help`, { as: 'ada' }),
    page('my-releases', `${mine}/releases`, { as: 'rui' }),
    page('received', `${baseUrl}/api/received`, { as: 'eve' }),
    page('my-dataset', `${mine}/datasets/${journey.project}/${stopped?.id}`, { as: 'olga' }),
    page('my-package', `${mine}/exports/${journey.project}/${idOf('plots')}`, { as: 'rui' }),
    page('review-before-sign-in', open),
    { ...page('review', open, { as: 'ada' }), glance: 'glance-review.png' },
    page('review-refused', other, { as: 'ben', send: { choice: 'deny', reason: '   ' } }),
    page('review-of-somebody-else', open, { as: 'cleo' }),
    page('review-decided', closed, { as: 'ada' }),
    page('review-unknown', `${baseUrl}/api/review/${'A'.repeat(43)}`),
  ];
}

async function linkOf(journey: Journey, exportId: string, approver: string): Promise<string> {
  const find = async () => {
    const mails = await journey.mails(exportId, 'decide-');
    const mail = mails.findLast(({ to }) => to[0]?.address.startsWith(approver));
    return /(\/api\/review\/[\w-]{43})/.exec(mail?.text ?? '')?.[1];
  };
  return journey.stack.baseUrl + (await until(`a link of ${approver} about ${exportId}`, find));
}

/** One of each kind of mail that the inbox holds, by what it is about and on which kind. */
export async function mailsOf(journey: Journey): Promise<Subject[]> {
  const kinds = new Map<string, Subject>();
  for (const mail of await listMails(journey.stack.azure.mailUrl)) {
    const name = `mail-${kindOf(mail)}`;
    if (!kinds.has(name)) kinds.set(name, { name, content: { kind: 'mail', html: mail.html } });
  }
  return [...kinds.values()];
}

/** A Message-ID is `<operation>.<occasion>.<address>@host`; the kind may end with numbers that tell its repetitions apart. */
function kindOf({ messageId }: InboxMail): string {
  const [about = '', occasion = ''] = messageId.replace(/^</, '').split('.');
  const what = about.startsWith('ing_') ? 'dataset' : about.startsWith('exp_') ? 'package' : 'project';
  const called = (occasion || about).replace(/[-_]?[0-9A-Z]{26}|-?\d+/g, '').replace(/[^a-z-]/gi, '');
  return `${what}-${called}`.replace(/-+$/, '');
}
