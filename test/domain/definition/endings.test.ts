import { describe, expect, it } from 'vitest';
import { type Ending, endingsDigest, unseenEndings } from '../../../src/domain/definition/endings.ts';

const ending = (kind: string, id: string): Ending => ({ kind, id, sentence: `${kind} ${id}` });
const shown = (...endings: Ending[]) => endingsDigest(endings) ?? '';

describe('what a definition stops or ends', () => {
  const [ada, ben, round] = [ending('people-leave', 'ada'), ending('people-leave', 'ben'), ending('links-die', 'ada')];

  it('has no digest where it is nothing, and the same one in every order', () => {
    expect(endingsDigest([])).toBeNull();
    expect(shown(ada, round)).toBe(shown(round, ada));
  });

  it('was seen when it is a part of what was shown', () => {
    expect(unseenEndings([ada], shown(ada, ben))).toEqual([]);
    expect(unseenEndings([ada, ben], shown(ada))).toEqual([ben]);
    expect(unseenEndings([ada, round], shown(ada))).toEqual([round]);
    expect(unseenEndings([ada], '')).toEqual([ada]);
    expect(unseenEndings([], 'nonsense')).toEqual([]);
  });

  it('is told apart by kind and subject, not by its words', () => {
    expect(unseenEndings([{ ...ada, sentence: 'in other words' }], shown(ada))).toEqual([]);
  });

  it('is seen thing by thing up to sixty of a kind', () => {
    const sixty = Array.from({ length: 60 }, (_, at) => ending('closing', `exp_${at}`));
    expect(unseenEndings(sixty.slice(1), shown(...sixty))).toEqual([]);
  });

  it('fits into a header however much it is: many of one kind are one mark, which others do not have', () => {
    const many = Array.from({ length: 5000 }, (_, at) => ending('closing', `exp_${at}`));
    expect(shown(...many).length).toBeLessThan(20);
    expect(unseenEndings(many, shown(...many))).toEqual([]);
    expect(unseenEndings([...many, ada], shown(...many))).toEqual([ada]);
    expect(unseenEndings([...many, ending('closing', 'another')], shown(...many))).toHaveLength(5001);
  });
});
