import { expect, test } from 'vitest';
import type { ObservedMachine } from '../../../src/compute/domain/kinds/machine.ts';
import { ImageDates } from '../../../src/compute/reconcile/image-dates.ts';

const published = '2025-11-30T08:00:00.000Z';
const project = { 'sallyport-project': 'genomics' };

function machine(name: string, id: string | undefined, tags: ObservedMachine['tags'] = project): ObservedMachine {
  const image = id === undefined ? { version: '25.06.18', date: '2025-06-18T00:00:00.000Z' } : { version: '1.0.0', id };
  return { id: name, name, size: undefined, tags, provisioningState: 'Succeeded', power: 'running', image };
}

/** Azure's answers, and what it was asked for. */
function gallery(answer: (id: string, times: number) => string | undefined) {
  const asked: string[] = [];
  const imagePublished = async (id: string) => {
    asked.push(id);
    return answer(id, asked.length);
  };
  const images = new ImageDates({ machines: { imagePublished } });
  const dates = async (...machines: readonly ObservedMachine[]) =>
    (await images.dated(machines)).map(({ image }) => image?.date);
  return { asked, dates };
}

test('each version is asked for once, however many machines and runs there are', async () => {
  const { asked, dates } = gallery(() => published);
  const machines = [machine('a', '/versions/1'), machine('b', '/Versions/1'), machine('c', '/versions/2')];
  expect(await dates(...machines)).toEqual([published, published, published]);
  expect(await dates(...machines)).toEqual([published, published, published]);
  expect(asked.toSorted()).toEqual(['/Versions/1', '/versions/2']);
});

test('what Azure does not say is asked for again, and keeps nothing else from being told', async () => {
  const { asked, dates } = gallery((id, times) => {
    if (id === '/versions/gone') throw new Error('404');
    return times < 3 ? undefined : published;
  });
  const machines = [machine('a', '/versions/gone'), machine('b', '/versions/1'), machine('c', undefined)];
  expect(await dates(...machines)).toEqual([undefined, undefined, '2025-06-18T00:00:00.000Z']);
  expect(await dates(...machines)).toEqual([undefined, published, '2025-06-18T00:00:00.000Z']);
  expect(asked).toHaveLength(4);
});

test('nobody asks for the image of a machine that is of no project', async () => {
  const { asked, dates } = gallery(() => published);
  expect(await dates(machine('a', '/versions/1', {}))).toEqual([undefined]);
  expect(asked).toEqual([]);
});
