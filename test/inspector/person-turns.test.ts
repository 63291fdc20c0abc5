import { describe, expect, test } from 'vitest';
import { personTurns } from '../../src/inspector/person-turns.ts';

/** People who open pages, each of which lasts until somebody ends it. */
class Readers {
  readonly begun: string[] = [];
  readonly refused: string[] = [];
  readonly #ends: { readonly person: string; readonly end: (error?: Error) => void }[] = [];
  readonly #inTurn;

  constructor(limits: Parameters<typeof personTurns>[0]) {
    this.#inTurn = personTurns(limits);
  }

  open(person: string, times = 1): void {
    for (let time = 0; time < times; time += 1)
      this.#inTurn(person, () => {
        this.begun.push(person);
        const { promise, resolve, reject } = Promise.withResolvers<void>();
        this.#ends.push({ person, end: (error) => (error === undefined ? resolve() : reject(error)) });
        return promise;
      }).catch((error: Error) => this.refused.push(`${person}: ${error.message}`));
  }

  /** Ends the oldest view that goes on. */
  async end(error?: Error): Promise<void> {
    this.#ends.shift()?.end(error);
    await new Promise((resolve) => setImmediate(resolve));
  }

  get working(): readonly string[] {
    return this.#ends.map(({ person }) => person);
  }
}

const usual = { atOnce: 2, mostEach: 1, mostWaiting: 20 };

describe('page views of the reading room', () => {
  test('of somebody who opened twenty keep nobody else waiting for one of them', async () => {
    const readers = new Readers(usual);
    readers.open('ada', 20);
    readers.open('ben');
    expect(readers.working).toEqual(['ada', 'ben']);
    readers.open('cem', 2);
    await readers.end();
    expect(readers.working).toContain('cem');
  });

  test('have turns person after person, whoever opened most or first', async () => {
    const readers = new Readers(usual);
    for (const [person, times] of [
      ['ada', 6],
      ['ben', 3],
      ['cem', 1],
    ] as const)
      readers.open(person, times);
    for (let end = 0; end < 10; end += 1) await readers.end();
    expect(readers.begun).toHaveLength(10);
    expect(readers.begun.slice(0, 3).toSorted()).toEqual(['ada', 'ben', 'cem']);
    expect(readers.begun.slice(0, 6).filter((person) => person === 'ada').length).toBeLessThanOrEqual(3);
  });

  test('that fail make room for the next like any other', async () => {
    const readers = new Readers({ ...usual, atOnce: 1 });
    readers.open('ada', 2);
    await readers.end(new Error('it fell over'));
    expect(readers.working).toEqual(['ada']);
  });

  test('of one person wait up to a number, and more are refused in words', async () => {
    const readers = new Readers(usual);
    readers.open('ada', 10_000);
    await readers.end();
    expect(readers.refused).toHaveLength(10_000 - 21);
    expect(readers.refused[0]).toContain('20 files that you opened are still to be read');
    readers.open('ben');
    expect(readers.working).toContain('ben');
    for (let end = 0; end < 30; end += 1) await readers.end();
    expect(readers.begun.filter((person) => person === 'ada')).toHaveLength(21);
  });
});
