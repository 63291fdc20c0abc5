import { z } from 'zod';
import { StoragePerson } from '../people/storage-person.ts';
import { until } from '../people/until.ts';
import { showOperation } from '../people/watch.ts';
import { weather } from './material.ts';
import { expectEqual, headline, note, step } from './progress.ts';
import { follow, type Scene } from './scene.ts';

const holds = z.object({ items: z.array(z.object({ id: z.string(), project: z.string() })) });
const seconds = 1000;

/** An operator stops a project: what is uploaded meanwhile is checked and waits, and goes on by itself when the hold is lifted. */
export async function playHold(scene: Scene): Promise<void> {
  headline('A hold stops everything');
  const path = `ops/projects/${scene.project}/hold`;
  const name = 'held.csv';
  const id = await step('an operator puts the project on hold', async () => {
    await scene.ops.ask('POST', path, { reason: 'a leak is looked into' });
    const { items } = holds.parse(await scene.ops.ask('GET', 'ops/holds'));
    expectEqual('projects on hold', scene.project, items.map(({ project }) => project).join());
    return items[0]?.id;
  });
  const owner = new StoragePerson(scene.stack.azure, 'owner');
  await step('Olga uploads a dataset all the same', () =>
    owner.uploadSingle(scene.project, { ...weather(), path: name }),
  );
  await step('it is checked, and says what it waits for', async () => {
    const { id } = await follow(scene, 'datasets', name, ['copying']);
    const why = await until(`${name} to say that it is on hold`, async () => {
      const { explanation } = await showOperation(scene.ops, 'datasets', scene.project, id);
      return /on hold since .*looked into/.exec(explanation)?.[0];
    });
    note(`${name}: ${why}`);
    const there = await scene.stack.control.blobs('secure', 'datasets');
    expectEqual('files copied during the hold', 0, there.filter((blob) => blob.name.includes(`/${name}/`)).length);
  });
  await step('the hold is lifted, and it arrives', async () => {
    await scene.ops.ask('POST', `${path}/lift`, { reason: 'it was no leak' }, { 'if-match': `"${id}"` });
    await scene.stack.advance(10 * seconds);
    await follow(scene, 'datasets', name, ['available']);
  });
}
