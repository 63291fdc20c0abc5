import { expect, it } from 'vitest';
import { ConflictError } from '../../../src/ports/records.ts';
import { changeDefinition } from '../../../src/use-cases/project/change-definition.ts';
import { confirmChange, takeBackChange } from '../../../src/use-cases/project/confirm-change.ts';
import { openChange } from '../../../src/use-cases/project/pending.ts';
import { collect, fresh } from '../../contract/samples.ts';
import { sampleProject } from '../../domain/sample.ts';
import { unevenApp } from '../uneven-app.ts';

const running = unevenApp();

const operator = (name: string) => ({
  oid: name,
  name,
  emails: [`${name}@example.org`],
  roles: ['Ops.Operator'],
  groups: [],
});
const ports = () => ({ ...running.ports, secondOperator: true, publicBaseUrl: 'https://gate.example.org' });

/** A project and a change of it that waits. */
async function waiting() {
  const strict = sampleProject({ id: fresh('project') });
  const { etag } = await running.ports.projects.put(strict, null);
  const wanted = { project: { ...strict, tier: 'pilot' as const }, etag, caller: operator('otto'), reason: 'small' };
  const asked = await changeDefinition(ports(), { ...wanted, seen: 'by-the-act' });
  if (asked.kind !== 'waits') throw new Error(`the change is ${asked.kind}`);
  return { strict, etag, act: { project: strict.id, id: asked.change.id, caller: operator('olivia'), reason: 'seen' } };
}

it('does not put a change over a definition that came into force between two readings', async () => {
  const { strict, etag, act } = await waiting();
  const { projects } = running.ports;
  let readings = 0;
  const find: typeof projects.find = async (id) => {
    readings += 1;
    if (readings === 2) await projects.put({ ...strict, ends: '2026-06-30' }, etag);
    return await projects.find(id);
  };
  const racing = { ...ports(), projects: { ...projects, find } };
  await expect(confirmChange(racing, act)).rejects.toThrow(ConflictError);
  expect((await projects.get(strict.id))?.value).toMatchObject({ ends: '2026-06-30', tier: 'standard' });
});

it('lets one of two second operators confirm', async () => {
  const { strict, act } = await waiting();
  const olga = { ...act, caller: operator('olga') };
  const results = await Promise.allSettled([confirmChange(ports(), act), confirmChange(ports(), olga)]);
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect((await running.ports.projects.get(strict.id))?.value.tier).toBe('pilot');
});

it('finishes after a crash between the definition and the change that waited for it', async () => {
  const { strict, etag } = await waiting();
  await running.ports.projects.put({ ...strict, tier: 'pilot' }, etag);
  expect(await openChange(running.ports, strict.id)).toBeUndefined();
  expect(await running.ports.changes.get(strict.id)).toBeUndefined();
  const lines = await collect(running.ports.audit.lines(strict.id));
  expect(lines.join('\n')).toContain('"kind":"project.changed"');
  expect(lines.join('\n')).not.toContain('project.change-expired');
});

it('is not confirmed a second time when what it was asked against is in force again', async () => {
  const { strict, act } = await waiting();
  const { changes, projects } = running.ports;
  const died: typeof changes.remove = async () => {
    throw new Error('the process died');
  };
  await expect(confirmChange({ ...ports(), changes: { ...changes, remove: died } }, act)).rejects.toThrow('died');
  const standing = await projects.get(strict.id);
  await projects.put(strict, standing?.etag ?? null);
  await expect(confirmChange(ports(), act)).rejects.toThrow('No change');
  expect((await projects.get(strict.id))?.value.tier).toBe('standard');
  expect(await changes.get(strict.id)).toBeUndefined();
});

it('is in force although a sweep found it so and took the change away first', async () => {
  const { strict, act } = await waiting();
  const { changes } = running.ports;
  const remove: typeof changes.remove = async (stored) => {
    await openChange(running.ports, strict.id);
    await changes.remove(stored);
  };
  expect(await confirmChange({ ...ports(), changes: { ...changes, remove } }, act)).toMatchObject({
    value: { tier: 'pilot' },
  });
  expect(await changes.get(strict.id)).toBeUndefined();
});

it('believes nobody to be another person who has no e-mail', async () => {
  const { act } = await waiting();
  const program = { ...act, caller: { ...operator('robot'), emails: [] } };
  await expect(confirmChange(ports(), program)).rejects.toThrow('names no e-mail');
  const twin = { ...act, caller: { ...operator('otto-as-guest'), emails: ['OTTO@example.org'] } };
  await expect(confirmChange(ports(), twin)).rejects.toThrow('Another operator must confirm it');
});

it('is taken out by two sweeps at once, and told of by one line', async () => {
  const { strict, etag } = await waiting();
  await running.ports.projects.put({ ...strict, title: 'Another one by now' }, etag);
  const found = await Promise.all([openChange(running.ports, strict.id), openChange(running.ports, strict.id)]);
  expect(found).toEqual([undefined, undefined]);
  const lines = await collect(running.ports.audit.lines(strict.id));
  expect(lines.filter((line) => line.includes('project.change-expired'))).toHaveLength(1);
});

const notAsAsked = /not what the audit says that somebody asked for/;

it('is not confirmed when no line tells of it, nor when a line says that it was taken back', async () => {
  const { act } = await waiting();
  const { changes, audit } = running.ports;
  const untold: typeof audit.holds = async (project, id) =>
    !id.endsWith('change-asked') && (await audit.holds(project, id));
  await expect(confirmChange({ ...ports(), audit: { ...audit, holds: untold } }, act)).rejects.toThrow(notAsAsked);
  const died: typeof changes.remove = async () => {
    throw new Error('the process died');
  };
  await expect(takeBackChange({ ...ports(), changes: { ...changes, remove: died } }, act)).rejects.toThrow('died');
  await expect(confirmChange(ports(), act)).rejects.toThrow('waits: it was confirmed or taken back');
});

it('is taken back by nobody who takes part, by anybody where the definition cannot be read, and where there is none', async () => {
  const { strict, act } = await waiting();
  const [ada] = strict.people.approvers;
  const asAda = { ...operator('ada'), oid: ada?.oid ?? '' };
  await expect(takeBackChange(ports(), { ...act, caller: asAda })).rejects.toThrow('You are an approver');
  const { projects, changes } = running.ports;
  const { etag = '', hash = '' } = (await projects.get(strict.id)) ?? {};
  const torn: typeof projects.find = async (id) => ({ id, etag, hash, problems: [], raw: '{' });
  await takeBackChange({ ...ports(), projects: { ...projects, find: torn } }, act);
  expect(await changes.get(strict.id)).toBeUndefined();
  const project = { ...strict, id: fresh('project') };
  const first = { project, etag: null, caller: operator('otto'), reason: 'new', seen: 'by-the-act' as const };
  const asked = await changeDefinition(ports(), first);
  if (asked.kind !== 'waits') throw new Error(`the first definition is ${asked.kind}`);
  await takeBackChange(ports(), { ...act, project: project.id, id: asked.change.id });
  expect(await changes.get(project.id)).toBeUndefined();
});

it('has one wish at a time: the same one again from whoever asked, and nobody else', async () => {
  const { strict, etag, act } = await waiting();
  const wanted = { project: { ...strict, tier: 'pilot' as const }, etag, reason: 'small', seen: 'by-the-act' as const };
  expect(await changeDefinition(ports(), { ...wanted, caller: operator('otto') })).toMatchObject({
    kind: 'waits',
    change: { id: act.id },
  });
  expect(await changeDefinition(ports(), { ...wanted, caller: operator('oona') })).toMatchObject({ kind: 'blocked' });
});

it('goes at once where nothing becomes weaker, and its line says what was there before', async () => {
  const { strict, etag } = await waiting();
  const wanted = { caller: operator('otto'), reason: '', seen: 'by-the-act' as const };
  const free = { ...wanted, project: { ...strict, title: 'Hearts' }, etag };
  expect(await changeDefinition(ports(), free)).toMatchObject({ kind: 'changed' });
  const lineOf = async (id: string) =>
    (await collect(running.ports.audit.lines(id))).findLast((line) => line.includes('"kind":"project.changed"'));
  expect(await lineOf(strict.id)).toMatch(/"created":false/);
  expect(await lineOf(strict.id)).not.toContain('"secondOperator":"off"');
  const first = { ...wanted, project: { ...strict, id: fresh('project') }, etag: null };
  await changeDefinition({ ...ports(), secondOperator: false }, first);
  expect(await lineOf(first.project.id)).toMatch(/"created":true.*"secondOperator":"off"/);
  await expect(changeDefinition(ports(), first)).rejects.toThrow('it exists already');
  await expect(changeDefinition(ports(), free)).rejects.toThrow(`it no longer has the ETag ${etag}`);
});
