import type { Choice } from '../../src/domain/round.ts';
import type { ShownOperation } from '../people/api-shapes.ts';
import { Approver, textOf } from '../people/approver.ts';
import { StoragePerson } from '../people/storage-person.ts';
import { delaysByOrigin, type Material } from './material.ts';
import { expectEqual, headline, Mismatch, step } from './progress.ts';
import { follow, type Scene, waitForMail } from './scene.ts';

const approvers = [
  { id: 'ada', name: 'Ada', mail: 'ada@example.org' },
  { id: 'ben', name: 'Ben', mail: 'ben@example.org' },
  { id: 'cleo', name: 'Cleo', mail: 'cleo@example.org' },
] as const;

/** The package that nobody decides about: it is dropped with the others, and its deadline comes at the end of the demo. */
export const forgotten = 'delays-2001';

/** Results leave: one package rejected by the rules, one approved by two people and released, one denied and returned, one left to its approvers. */
export async function playExport(scene: Scene): Promise<{ released: ShownOperation; returned: ShownOperation }> {
  headline('Results leave');
  const table = await step('Rui computes mean delays from the dataset, inside', () => compute(scene));
  await playRejection(scene, table);
  const released = await playRelease(scene, table);
  const returned = await playDenial(scene, table);
  await drop(scene, forgotten, table, 'For the talk in spring.');
  return { released, returned };
}

async function compute(scene: Scene): Promise<Material> {
  const researcher = new StoragePerson(scene.stack.azure, 'researcher');
  const path = `${scene.project}/flights/v1/samples/flights-2k.json`;
  const [input] = await researcher.read('secure', 'datasets', path);
  if (input === undefined) throw new Mismatch(`the researcher finds nothing at datasets/${path}`);
  return delaysByOrigin(input.bytes);
}

/** Nothing that was chosen inside leaves in a mail: the researcher finds the file's name inside the secure network only. */
async function playRejection(scene: Scene, { bytes }: Material): Promise<void> {
  const name = 'delays-model';
  const file = { path: 'delays.pickle', bytes };
  await drop(scene, name, file, 'A kind of file that may not leave.');
  const { id } = await step('it is rejected: nothing is moved', () => follow(scene, 'exports', name, ['rejected']));
  await step('the mail to Rui holds the rule and no name; the name stands in "notices", inside', async () => {
    const { subject, text } = await waitForMail(scene, 'rui@example.org', [id, '[extension]']);
    for (const word of [name, file.path])
      expectEqual(`"${word}" in the mail`, false, `${subject} ${text}`.includes(word));
    const researcher = new StoragePerson(scene.stack.azure, 'researcher');
    const [notice] = await researcher.read('secure', 'notices', `${scene.project}/${id}`);
    expectEqual(`"${file.path}" in the notice`, true, notice?.bytes.includes(file.path) ?? false);
  });
}

async function playRelease(scene: Scene, table: Material): Promise<ShownOperation> {
  const name = 'delays';
  await drop(scene, name, table, 'Table 2 of the paper: mean delay by origin, at least ten flights each.');
  const frozen = await step('the package is frozen where only Data Factory can write', () =>
    follow(scene, 'exports', name, ['in-review']),
  );
  await step('three approvers have their mails', async () => {
    for (const { mail } of approvers) await waitForMail(scene, mail, ['review/', 'approve']);
  });
  for (const { id, name: person, mail } of approvers.slice(0, 2)) {
    await step(`${person} looks at the frozen files, opens the link, signs in and approves`, async () => {
      await look(scene, id, frozen.id, table);
      const page = await decide(scene, { id, mail }, frozen.id, { choice: 'approve' });
      if (!page.includes(frozen.id)) throw new Mismatch(`after the approval of ${id} the page says: ${page}`);
    });
  }
  const released = await step('the quorum is reached: Data Factory releases it', () =>
    follow(scene, 'exports', name, ['released']),
  );
  await step('an external reader opens the released file', async () => {
    const reader = new StoragePerson(scene.stack.azure, 'eve');
    const [file] = await reader.read('public', 'released', `${scene.project}/${name}/${frozen.id}/`);
    expectEqual('the released file', table.bytes.toString(), file?.bytes.toString() ?? 'nothing');
  });
  await step('Rui is told', () => waitForMail(scene, 'rui@example.org', [released.id, 'was released']));
  return released;
}

async function playDenial(scene: Scene, table: Material): Promise<ShownOperation> {
  const name = 'delays-raw';
  await drop(scene, name, table, 'The same once more, to show a denial.');
  const frozen = await step('a second package is frozen', () => follow(scene, 'exports', name, ['in-review']));
  const reason = 'Origins with fewer than thirty flights could be recognised.';
  await step('Cleo denies it with a reason', () =>
    decide(scene, { id: 'cleo', mail: 'cleo@example.org' }, frozen.id, { choice: 'deny', reason }),
  );
  const returned = await step('Data Factory returns it to the researchers', () =>
    follow(scene, 'exports', name, ['returned']),
  );
  await step('Rui finds it in "returned", and the reason in the mail', async () => {
    const researcher = new StoragePerson(scene.stack.azure, 'researcher');
    const files = await researcher.read('secure', 'returned', `${scene.project}/${name}/${frozen.id}/`);
    expectEqual('returned files', 1, files.length);
    await waitForMail(scene, 'rui@example.org', [frozen.id, reason]);
  });
  return returned;
}

async function drop(scene: Scene, name: string, table: Material, purpose: string): Promise<void> {
  const researcher = new StoragePerson(scene.stack.azure, 'researcher');
  await step(`Rui drops "${name}" on the export path and says why`, () =>
    researcher.dropPackage(scene.project, name, [table], purpose),
  );
}

async function look(scene: Scene, person: string, exportId: string, table: Material): Promise<void> {
  const prefix = `${scene.project}/${exportId}/`;
  const files = await new StoragePerson(scene.stack.azure, person).read('secure', 'review', prefix);
  expectEqual('frozen files', 1, files.length);
  expectEqual('the frozen file', table.bytes.toString(), files[0]?.bytes.toString() ?? 'nothing');
}

async function decide(
  scene: Scene,
  { id, mail }: { readonly id: string; readonly mail: string },
  exportId: string,
  answer: { readonly choice: Choice; readonly reason?: string },
): Promise<string> {
  const letter = await waitForMail(scene, mail, [exportId]);
  const link = new RegExp(`https?://\\S+/api/review/\\S+choice=${answer.choice}`).exec(letter.text ?? '')?.[0];
  if (link === undefined) throw new Mismatch(`the mail to ${mail} holds no link to ${answer.choice}`);
  const approver = new Approver(id);
  const after = await approver.answer(await approver.open(link), answer);
  if (after.status !== 200)
    throw new Mismatch(`the decision of ${id} was answered ${after.status}: ${textOf(after.html)}`);
  return textOf(after.html);
}
