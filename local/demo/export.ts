import type { Choice } from '../../src/domain/review/decision.ts';
import type { ShownOperation } from '../people/api-shapes.ts';
import { Approver, textOf } from '../people/approver.ts';
import { StoragePerson } from '../people/storage-person.ts';
import { delayModel, delaysByOrigin, delaysOfMonths, flightsByMonth, type Material } from './material.ts';
import { expectEqual, headline, Mismatch, note, step } from './progress.ts';
import { openInRoom } from './reading-room.ts';
import { follow, linkTo, refused, type Scene, waitForMail } from './scene.ts';

const approvers = [
  { id: 'ada', name: 'Ada', mail: 'ada@example.org' },
  { id: 'ben', name: 'Ben', mail: 'ben@example.org' },
  { id: 'cleo', name: 'Cleo', mail: 'cleo@example.org' },
] as const;

/** The package that nobody decides about: it is dropped with the others, and its deadline comes at the end of the demo. */
export const forgotten = 'delays-2001';

/** What the researcher computes: a table for the paper and the same without a threshold, a crosstab and the same rounded, a table in HTML, and a model. */
interface Results {
  readonly table: Material;
  readonly raw: Material;
  readonly crosstab: Material;
  readonly rounded: Material;
  readonly page: Material;
  readonly model: Material;
}

/** Results leave: one package refused by the rules, one approved by two people and released, one denied and returned, one left to its approvers. */
export async function playExport(scene: Scene): Promise<{ released: ShownOperation; returned: ShownOperation }> {
  headline('Results leave');
  const results = await step('Rui computes mean delays and a model from the dataset, inside', () => compute(scene));
  await playRefusal(scene, results.table);
  const released = await playRelease(scene, results);
  const returned = await playDenial(scene, results);
  await drop(scene, forgotten, [results.table], 'For the talk in spring.');
  return { released, returned };
}

async function compute(scene: Scene): Promise<Results> {
  const researcher = new StoragePerson(scene.stack.azure, 'researcher');
  const path = `${scene.project}/flights/v1/samples/flights-2k.json`;
  const [input] = await researcher.read('secure', 'datasets', path);
  if (input === undefined) throw new Mismatch(`the researcher finds nothing at datasets/${path}`);
  return {
    table: delaysByOrigin(input.bytes),
    raw: delaysByOrigin(input.bytes, 1),
    crosstab: flightsByMonth(input.bytes),
    rounded: flightsByMonth(input.bytes, 7),
    page: delaysOfMonths(input.bytes),
    model: delayModel(input.bytes),
  };
}

/** Nothing that was chosen inside leaves in a mail, nor which rules are broken: what and why the researcher finds inside the secure network only. */
async function playRefusal(scene: Scene, { bytes }: Material): Promise<void> {
  const name = 'delays-model';
  // A kind that may not leave, a name with white space at its end, and two names that are one where case does not count.
  const paths = ['delays.pickle', 'notes /draft.csv', 'Mean.csv', 'mean.csv'];
  const files = paths.map((path) => ({ path, bytes }));
  await drop(scene, name, files, 'Files that may not leave.');
  await step('it is refused: no package is made of it, and nothing is moved', () => refused(scene, 'export', name));
  const left = await step('the mail to Rui holds neither rule nor name; both stand in "notices", inside', async () => {
    const mail = await waitForMail(scene, 'rui@example.org', ['Some packages are refused']);
    const researcher = new StoragePerson(scene.stack.azure, 'researcher');
    const [notice] = await researcher.read('secure', 'notices', `${scene.project}/refused/`);
    const inside = notice?.bytes.toString() ?? '';
    const rules = new Set([...inside.matchAll(/: (\p{Lu}[^;\n]+)/gu)].map(([, sentence]) => `${sentence}`));
    expectEqual('rules in the notice', 3, rules.size);
    // Of names that differ in case one stands for both.
    for (const path of paths) expectEqual(`"${path}" in the notice`, true, RegExp(path, 'i').test(inside));
    for (const word of [name, ...paths, ...rules])
      expectEqual(`"${word}" in the mail`, false, `${mail.subject} ${mail.text}`.includes(word));
    return mail;
  });
  note(`all that left about it: ${left.subject}`);
}

/** A model is of a type that the reading room does not read, so whoever approves it says why. */
async function playRelease(scene: Scene, { table, raw, rounded, page, model }: Results): Promise<ShownOperation> {
  const name = 'delays';
  const files = [model, table, page, rounded];
  const withContext = [{ path: '_context/all-origins.csv', bytes: raw.bytes }, ...files];
  await drop(
    scene,
    name,
    withContext,
    'Table 2 of the paper: mean delay by origin, at least ten flights each; and its model.',
  );
  const frozen = await step('the package is frozen where only Data Factory can write, and looked into', () =>
    follow(scene, 'exports', name, ['in-review']),
  );
  await step('three approvers have their mails', async () => {
    for (const { mail } of approvers) await waitForMail(scene, mail, ['review/', 'approve']);
  });
  const [first, second] = approvers;
  await step(
    `${first.name} opens the model in the reading room, which does not read such files and says so`,
    async () => {
      const seen = await openInRoom(scene, first, frozen.id, model.path);
      expectEqual('that nobody looked into the model', true, seen.includes('not looked at'));
    },
  );
  const reason = 'The model is a line of two numbers, made from two thousand flights: nothing of one flight is in it.';
  await step(`${first.name} approves, and writes the reason that a file which nobody looked into asks for`, () =>
    decide(scene, first, frozen.id, { choice: 'approve', reason }),
  );
  await step(`${second.name} fetches the frozen files, compares them, and approves with a reason`, async () => {
    await look(scene, second.id, frozen.id, withContext);
    const after = await decide(scene, second, frozen.id, { choice: 'approve', reason });
    if (!after.includes(frozen.id)) throw new Mismatch(`after the approval of ${second.id} the page says: ${after}`);
  });
  const released = await step('the quorum is reached: Data Factory releases it', () =>
    follow(scene, 'exports', name, ['released']),
  );
  await step('an external reader opens the released files, without the context that only approvers saw', async () => {
    const reader = new StoragePerson(scene.stack.azure, 'eve');
    expectSame(files, await reader.read('public', 'released', `${scene.project}/${name}/${frozen.id}/`));
  });
  await step('Rui is told', () => waitForMail(scene, 'rui@example.org', [released.id, 'was released']));
  return released;
}

/** The reading room finds counts of few flights, in a crosstab without totals too, at which an approver looks before she decides. */
async function playDenial(scene: Scene, { raw, crosstab }: Results): Promise<ShownOperation> {
  const name = 'delays-raw';
  const dropped = [raw, crosstab];
  await drop(scene, name, dropped, 'The same of all origins, and not rounded.');
  const frozen = await step('a second package is frozen and looked into', () =>
    follow(scene, 'exports', name, ['in-review']),
  );
  const cleo = approvers[2];
  await step('Cleo opens its crosstab in the reading room: counts of fewer than ten flights are marked', async () => {
    const page = await openInRoom(scene, cleo, frozen.id, crosstab.path);
    const found = /(A small count).*?(row \d+)/i.exec(page);
    if (found === null) throw new Mismatch(`the reading room names no small count: ${page}`);
    note(`${name}: ${found[1]}, ${found[2]}`);
  });
  const reason = 'Origins with fewer than ten flights could be recognised.';
  await step('Cleo denies it with a reason', () => decide(scene, cleo, frozen.id, { choice: 'deny', reason }));
  const returned = await step('Data Factory returns it to the researchers', () =>
    follow(scene, 'exports', name, ['returned']),
  );
  await step('Rui finds it in "returned", and the reason in the mail', async () => {
    const researcher = new StoragePerson(scene.stack.azure, 'researcher');
    const files = await researcher.read('secure', 'returned', `${scene.project}/${name}/${frozen.id}/`);
    expectEqual('returned files', dropped.length, files.length);
    await waitForMail(scene, 'rui@example.org', [frozen.id, reason]);
  });
  return returned;
}

async function drop(scene: Scene, name: string, files: readonly Material[], purpose: string): Promise<void> {
  const researcher = new StoragePerson(scene.stack.azure, 'researcher');
  await step(`Rui drops "${name}" on the export path and says why`, () =>
    researcher.dropPackage(scene.project, name, files, purpose),
  );
}

async function look(scene: Scene, person: string, exportId: string, files: readonly Material[]): Promise<void> {
  const prefix = `${scene.project}/${exportId}/`;
  expectSame(files, await new StoragePerson(scene.stack.azure, person).read('secure', 'review', prefix));
}

/** Both in the order of their paths. */
function expectSame(files: readonly Material[], found: readonly { readonly bytes: Buffer }[]): void {
  expectEqual('files', files.length, found.length);
  for (const [index, { path, bytes }] of files.entries())
    expectEqual(path, bytes.toString('hex'), found[index]?.bytes.toString('hex') ?? 'nothing');
}

async function decide(
  scene: Scene,
  { id, mail }: Pick<(typeof approvers)[number], 'id' | 'mail'>,
  exportId: string,
  answer: { readonly choice: Choice; readonly reason?: string },
): Promise<string> {
  const letter = await waitForMail(scene, mail, [exportId]);
  const approver = new Approver(id);
  const after = await approver.answer(await approver.open(linkTo(answer.choice, letter)), answer);
  if (after.status !== 200)
    throw new Mismatch(`the decision of ${id} was answered ${after.status}: ${textOf(after.html)}`);
  return textOf(after.html);
}
