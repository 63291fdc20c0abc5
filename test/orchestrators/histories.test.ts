import { describe, expect, test } from 'vitest';
import { begin, finish, interruptAtWorst, type Play, plays } from './plays.ts';
import { type Answers, journal, key } from './script.ts';
import type { TestHub } from './task-hub.ts';

const day = 86_400;
const asked = '1';

describe.each(Object.entries(plays))('the histories of %s', (_, play) => {
  test('have at most 120 events while nothing fails, and 200 when all services go away', async () => {
    const hub = await finish(play);
    expect(hub.longestHistory).toBeLessThanOrEqual(120);
    expect(hub.warnings).toEqual([]);
    const interrupted = await interruptAtWorst(play, hub);
    expect(interrupted.longestHistory).toBeLessThanOrEqual(200);
  });
});

/** A wait for news that people or services bring with a wake: how its activity answers before and after. */
interface Wait {
  readonly play: Play;
  readonly looks: keyof Answers & string;
  readonly answers: (hasNews: () => boolean) => Answers;
  readonly end: string;
}

const waits: Readonly<Record<string, Wait>> = {
  'the decision about a package': {
    play: { flow: 'export', door: 'export', state: 'in-review' },
    looks: 'lookAtRound',
    answers: (hasNews) => ({ lookAtRound: () => ({ status: hasNews() ? 'approved' : 'open', asked }) }),
    end: 'move approve',
  },
  'the marker of an upload': {
    play: { flow: 'ingress', door: 'ingress', state: 'receiving' },
    looks: 'lookAtArrival',
    answers: (hasNews) => ({
      lookAtArrival: () => (hasNews() ? { kind: 'complete' } : { kind: 'wait', seconds: day, why: 'young' }),
    }),
    end: 'move complete',
  },
  'the last verdict of a scan': {
    play: { flow: 'export', door: 'export', state: 'scanning' },
    looks: 'lookAtScan',
    answers: (hasNews) => ({ lookAtScan: () => (hasNews() ? { kind: 'passed' } : { kind: 'rest', seconds: day }) }),
    end: 'move scanned',
  },
  'the withdrawal of a package that is looked into': {
    play: { flow: 'export', door: 'export', state: 'inspecting' },
    looks: 'lookAtInspection',
    answers: (hasNews) => ({
      lookAtInspection: () => (hasNews() ? { kind: 'withdrawn' } : { kind: 'wait', seconds: 180 }),
    }),
    end: 'move withdraw',
  },
  'the end of what was withdrawn': {
    play: { flow: 'ingress', door: 'ingress', state: 'withdrawing' },
    looks: 'lookAtWithdrawn',
    answers: (hasNews) => ({
      lookAtWithdrawn: () => (hasNews() ? { kind: 'gone' } : { kind: 'there', waitSeconds: day }),
    }),
    end: 'move withdrawn',
  },
};

/** Plays a wait whose news and wake come during one of the calls, when that has read what it answers, and gives how long the news waited. */
async function newsDuring({ play, answers }: Wait, call: number) {
  let news: number | undefined;
  const scriptedAnswers = answers(() => news !== undefined && hub.calls.length > call + 1);
  const hub: TestHub = begin(play, scriptedAnswers, () => {
    if (news !== undefined || hub.calls.length !== call + 1) return;
    news = hub.now;
    hub.raise(key.id, 'wake');
  });
  return { hub, news: () => news };
}

describe.each(Object.entries(waits))('a wake that comes with %s', (_, wait) => {
  test('is not lost where the instance begins afresh, whether before, in between or after', async () => {
    for (let call = 0; call < 30; call += 1) {
      const { hub, news } = await newsDuring(wait, call);
      await hub.settle();
      while (news() === undefined) await hub.elapse();
      const before = hub.now;
      await hub.settle();
      const names = journal(hub);
      const isAtBeginning =
        names.slice(0, call + 1).lastIndexOf('loadOperation') > names.slice(0, call).lastIndexOf(wait.looks);
      const isAtEnd = names[call + 1] === 'loadOperation';
      if (isAtBeginning || isAtEnd) {
        expect([call, names.includes(wait.end), hub.now - before]).toEqual([call, true, 0]);
      }
      await hub.stop();
    }
  });

  test('makes one more look, however often', async () => {
    const hub = begin(
      wait.play,
      wait.answers(() => false),
    );
    await hub.settle();
    for (let wakes = 0; wakes < 40; wakes += 1) {
      hub.raise(key.id, 'wake');
      await hub.settle();
    }
    const looks = hub.calls.filter(({ name }) => name === wait.looks).length;
    expect(looks).toBeGreaterThanOrEqual(40);
    expect(looks).toBeLessThan(50);
    expect(hub.longestHistory).toBeLessThanOrEqual(120);
    expect(hub.warnings).toEqual([]);
    await hub.stop();
  });
});
