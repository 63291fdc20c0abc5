import { expect, test } from 'vitest';
import { receiptKeys } from '../../../src/activities/lifecycle/receipts.ts';
import { closureStated, verifyReceipt } from '../../../src/domain/lifecycle/receipt.ts';
import type { Recipient } from '../../../src/domain/project/recipients.ts';
import { answerDuty } from '../../../src/use-cases/people/answer-duty.ts';
import { flowSettings } from '../../activities/world.ts';
import { person } from '../../domain/sample.ts';
import { startClosingWorld } from '../closing-world.ts';

const release = { recipients: ['Two registries'], terms: 'Delete it in the end.' };
const eve: Recipient = { ...person('Eve', 7), organisation: 'North' };
const gus: Recipient = { name: 'Gus', email: 'gus@example.org', organisation: 'South' };

test('the certificate of a closed project says how many recipients say that their copies are deleted, and who does not', async () => {
  const closing = await startClosingWorld();
  const { world } = closing;
  const { people } = await closing.project('gone-study', { egress: { approval: { required: false } } });
  const recipients = [eve, gus];
  await closing.project('gone-study', {
    ...{ people: { ...people, recipients }, release },
    egress: { quietSeconds: 1, purposeRequired: false, approval: { required: false } },
  });
  const key = await closing.package('gone-study', 'tables');
  expect((await closing.run('export', key)).state).toBe('released');
  await closing.swept();
  const dataset = await closing.dataset('gone-study', 'cohort');
  expect((await closing.run('ingress', dataset)).state).toBe('available');
  await closing.close('gone-study', 'keep');
  await closing.swept();
  const asked = { key, what: 'deletion' } as const;
  await answerDuty(world.ports, flowSettings, asked, { oid: eve.oid ?? '', emails: [] });
  for (let sweep = 0; sweep < 4; sweep += 1) await closing.swept();
  const jws = await world.ports.manifests.readReceipt('gone-study-closure-keep');
  const { recipients: stated } = closureStated(jws ?? '') ?? {};
  expect(stated?.asked).toBe(2);
  expect(stated?.open.map(({ organisation }) => organisation)).toContain('South');
  expect(JSON.stringify(stated)).not.toMatch(/example|Gus|Eve/);
  expect(stated?.signed).toHaveLength(1);
  const word = (await world.ports.manifests.readReceipt(stated?.signed?.[0] ?? '')) ?? '';
  expect(await verifyReceipt(word, await receiptKeys(world.ports))).toMatchObject({ said: { by: eve.oid } });
  await world.stop();
});
