import { expect, test } from 'vitest';
import { verifyProofs } from '../../../src/features/verification/verify-proofs.ts';
import { suspendPerson } from '../../../src/use-cases/people/suspend-person.ts';
import { changeDefinition } from '../../../src/use-cases/project/change-definition.ts';
import { fresh } from '../../contract/samples.ts';
import { sampleProject } from '../../domain/sample.ts';
import { unevenApp } from '../uneven-app.ts';

const running = unevenApp();
const otto = { oid: 'otto', name: 'otto', emails: ['otto@example.org'], roles: ['Ops.Operator'], groups: [] };
const ports = { ...running.ports, secondOperator: false, publicBaseUrl: 'https://gate.example.org' };
const wanted = { caller: otto, reason: 'why', seen: 'by-the-act' as const };

test('the line of a change that comes after those of the next one takes nothing from that one', async () => {
  const project = sampleProject({ id: fresh('project') });
  const first = await changeDefinition(ports, { ...wanted, project, etag: null });
  if (first.kind !== 'changed') throw new Error(`the first definition is ${first.kind}`);
  const [ada] = project.people.approvers;
  const { audit } = running.ports;
  let isNext = true;
  const append: typeof audit.append = async (chain, events) => {
    if (isNext && events.some(({ kind }) => kind === 'project.changed')) {
      isNext = false;
      await suspendPerson(running.ports, { project: project.id, oid: ada?.oid ?? '', caller: otto, reason: 'Left' });
    }
    await audit.append(chain, events);
  };
  const change = { ...wanted, project: { ...project, title: 'Hearts' }, etag: first.stored.etag };
  await changeDefinition({ ...ports, audit: { ...audit, append } }, change);
  expect((await running.ports.projects.get(project.id))?.value).toMatchObject({
    title: 'Hearts',
    suspended: [{ oid: ada?.oid }],
  });
  expect((await verifyProofs(running.ports)).findings).toEqual([]);
});
