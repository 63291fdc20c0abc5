import { describe, expect, test } from 'vitest';
import { eachConcurrently } from '../../../../local/azure/data-factory/activities/each-concurrently.ts';

async function* numbers(count: number, taken: number[]): AsyncGenerator<number> {
  for (let number = 0; number < count; number += 1) {
    taken.push(number);
    yield number;
  }
}

describe('working on a stream', () => {
  test('takes every item once and never more than the limit at a time', async () => {
    const done: number[] = [];
    let running = 0;
    let most = 0;
    await eachConcurrently(numbers(100, []), 4, async (number) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise(setImmediate);
      running -= 1;
      done.push(number);
    });
    expect(done.toSorted((left, right) => left - right)).toEqual(Array.from({ length: 100 }, (_, index) => index));
    expect(most).toBe(4);
  });

  test('takes nothing more after a failure and waits for the work in progress', async () => {
    const taken: number[] = [];
    let running = 0;
    const work = eachConcurrently(numbers(100, taken), 3, async (number) => {
      running += 1;
      await new Promise(setImmediate);
      running -= 1;
      if (number === 5) throw new Error('the fifth');
    });
    await expect(work).rejects.toThrow('the fifth');
    expect(running).toBe(0);
    expect(taken.length).toBeLessThan(12);
  });

  test('tells when the stream itself fails', async () => {
    async function* broken(): AsyncGenerator<number> {
      yield 1;
      throw new Error('no more');
    }
    await expect(eachConcurrently(broken(), 2, async () => undefined)).rejects.toThrow('no more');
  });
});
