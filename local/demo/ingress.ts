import type { ShownOperation } from '../people/api-shapes.ts';
import { StoragePerson } from '../people/storage-person.ts';
import { showOperation } from '../people/watch.ts';
import { flights, flightsAgain, forbidden, weather } from './material.ts';
import { expectEqual, headline, note, step } from './progress.ts';
import { follow, refused, type Scene, waitForMail } from './scene.ts';

const ownerMail = 'olga@example.org';

/** Datasets come in: two at the same time, one again as its next version, and one that breaks a rule. Gives the available ones and the discarded one. */
export async function playIngress(
  scene: Scene,
): Promise<{ readonly datasets: readonly ShownOperation[]; readonly discarded: ShownOperation }> {
  headline('Datasets come in');
  const owner = new StoragePerson(scene.stack.azure, 'owner');
  const files = flights();
  await step(`Olga uploads the dataset "flights": ${files.length} files in sub-folders`, () =>
    owner.uploadDataset(scene.project, 'flights', files),
  );
  await step('and a dataset of one file while the first is in flight', () =>
    owner.uploadSingle(scene.project, weather()),
  );
  const first = await step('Data Factory copies "flights", the copy is verified, the originals are deleted', () =>
    follow(scene, 'datasets', 'flights', ['available']),
  );
  expectEqual('version of "flights"', 1, first.version ?? 0);
  expectEqual('files of "flights"', files.length, first.source?.count ?? 0);
  const single = await step('the one-file dataset arrives too', () =>
    follow(scene, 'datasets', weather().path, ['available']),
  );
  await step('Olga and the researchers have their mails', async () => {
    for (const to of [ownerMail, 'rui@example.org', 'rana@example.org'])
      await waitForMail(scene, to, ['flights', 'version 1']);
  });
  const second = await playSecondVersion(scene, owner, first.id);
  const discarded = await playRefusal(scene, owner);
  return { datasets: [first, single, second], discarded };
}

async function playSecondVersion(scene: Scene, owner: StoragePerson, firstId: string): Promise<ShownOperation> {
  await step('Olga uploads "flights" again', () => owner.uploadDataset(scene.project, 'flights', flightsAgain()));
  const second = await step('it becomes version 2; version 1 stays as it is', () =>
    follow(scene, 'datasets', 'flights', ['available'], [firstId]),
  );
  expectEqual('version of the second "flights"', 2, second.version ?? 0);
  return second;
}

async function playRefusal(scene: Scene, owner: StoragePerson): Promise<ShownOperation> {
  await step('Olga uploads a dataset with a program in it', () =>
    owner.uploadDataset(scene.project, 'survey', forbidden()),
  );
  const digest = await step('it is refused: no dataset is made of it, and nothing is moved', () =>
    refused(scene, 'ingress', 'survey'),
  );
  const mail = await step('Olga is told exactly why', () => waitForMail(scene, ownerMail, ['survey', 'setup.exe']));
  note(mail.subject);
  await step('an operator has what is refused deleted, by the digest of its list', () =>
    scene.ops.ask('POST', `ops/refused/datasets/${scene.project}`, { digest, reason: 'They came by mistake.' }),
  );
  const { id } = await step('Data Factory deletes the refused upload', () =>
    follow(scene, 'datasets', 'survey', ['discarded']),
  );
  return await showOperation(scene.ops, 'datasets', scene.project, id);
}
