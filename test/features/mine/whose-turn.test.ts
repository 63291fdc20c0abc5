import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Project, projectSchema } from '../../../src/domain/project/project.ts';
import { aProject, aReview, opened, type RunningApp, signInAs, startApp } from '../../functions/running-app.ts';

let app: RunningApp;
let project: Project;
beforeAll(async () => {
  app = await startApp(undefined, { storage: 'memory' });
  project = await aProject(app);
});
afterAll(() => app.stop());

const told = { toldSince: '2026-03-01T09:00:00.000Z' };
const pageOf = async (person: string, path = '/api/mine') => (await signInAs(app, person, path)).page.html;

describe('a list in which nothing stands', () => {
  it('says where to send, how, and which kinds', async () => {
    const allowedExtensions = ['.csv', '.png'];
    const rules = projectSchema.parse({ ...project, egress: { ...project.egress, allowedExtensions } });
    await aProject(app, { egress: rules.egress });
    const owner = await pageOf('olga');
    expect(owner).toMatch(/No dataset came yet\.[\s\S]*<code>ingress\/heart-study\/<\/code>[\s\S]*Every kind of file/);
    const researcher = await pageOf('rui');
    expect(researcher).toMatch(/No package stands here yet\.[\s\S]*<code>exports\/heart-study\/<\/code>/);
    expect(researcher).toContain('Kinds that may pass: .csv, .png.');
  });
});

describe('what waits for whoever looks', () => {
  it('says so to them, in the list and on its page', async () => {
    const dataset = await opened(app, { name: 'cohort', state: 'rejected' });
    await opened(app, { name: 'half', state: 'receiving', missing: 'marker' });
    const sent = await opened(app, { door: 'export', name: 'a', state: 'rejected', ...told });
    const silent = { state: 'in-review', purposeUntil: '2026-03-02T09:00:00.000Z', ...told };
    await opened(app, { door: 'export', name: 'b', ...silent });
    const discard = '<b>You</b>: discard it, then send it again';
    const owner = await pageOf('olga');
    expect(owner).toContain(discard);
    expect(owner).toContain('<b>You</b>: put the empty file _COMPLETE into its folder');
    expect(await pageOf('olga', `/api/mine/datasets/heart-study/${dataset.id}`)).toContain(discard);
    const researcher = await pageOf('rui');
    expect(researcher).toContain(discard);
    expect(researcher).toContain('<b>You</b>: type its purpose');
    expect(await pageOf('rui', `/api/mine/exports/heart-study/${sent.id}`)).toContain(discard);
  });

  it.each([
    [false, '<b>You</b>: answer the question of its approvers'],
    [true, '<b>Approvers</b>: '],
  ])(
    'names its researchers while an approver asks them, in the list and on its page (answered: %s)',
    async (isAnswered, turn) => {
      const at = app.ports.clock.now().toISOString();
      const { operation, round } = await aReview(app);
      const question = { number: 1, by: 'a', askedSince: at, at, text: 'Why?', until: round.deadline };
      const answer = { at, by: 'r', text: 'So' };
      const [stored] = (await app.ports.decisions.read(operation.id)).rounds;
      if (stored === undefined) throw new Error('no round was opened');
      const questions = [isAnswered ? { ...question, answer } : question];
      await app.ports.decisions.updateRound({ ...stored, value: { ...round, questions, revision: 2 } });
      const list = await pageOf('rui');
      expect(list.slice(list.indexOf(`/${operation.id}"`)).split('</tr>')[0]).toContain(turn);
      expect(await pageOf('rui', `/api/mine/exports/heart-study/${operation.id}`)).toContain(turn);
    },
  );

  it('names others where it is their turn', async () => {
    const sent = await opened(app, { door: 'export', name: 'c', state: 'inspecting', ...told });
    const html = await pageOf('rui', `/api/mine/exports/heart-study/${sent.id}`);
    expect(html).not.toContain('<b>You</b>');
  });
});

it('a released package says where it lies, for whom and until when', async () => {
  await aProject(app, { release: { recipients: ['The Heart Journal'], terms: 'Cite the registry.' } });
  const released = { digest: 'd', count: 1, bytes: 1 };
  const sent = await opened(app, { door: 'export', name: 'lapis', state: 'released', package: released, ...told });
  const html = await pageOf('rui', `/api/mine/exports/heart-study/${sent.id}`);
  expect(html).toContain('<code>released/heart-study/</code> on the public side');
  expect(html).toMatch(/external readers of the project\. <bdi>The Heart Journal<\/bdi>[\s\S]*Cite the registry\./);
  expect(html).not.toContain('lapis');
});
