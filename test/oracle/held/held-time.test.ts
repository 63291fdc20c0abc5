import { expect, test } from 'vitest';
import { HeldClock, settle } from '../../host/held-clock.ts';
import { HeldTime } from './held-time.ts';

function heldTime() {
  const clock = new HeldClock(0);
  const pause = (milliseconds: number) =>
    new Promise<void>((over) => void clock.setTimer(clock.now() + milliseconds, over));
  const step = async () => {
    if (!clock.armed) return false;
    clock.fireNext(0);
    return true;
  };
  return { clock, time: new HeldTime({ now: async () => clock.now(), settle, step, pause }) };
}

test('time passes in the order of the timers, whatever the order in which plays wait for them', async () => {
  const { time } = heldTime();
  const seen: string[] = [];
  const play = (milliseconds: number) =>
    time.during(async () => {
      await time.pause(milliseconds);
      seen.push(`${milliseconds} at ${await time.now()}`);
    });
  await Promise.all([play(3_600_000), play(500), play(1500)]);
  expect(seen).toEqual(['500 at 500', '1500 at 1500', '3600000 at 3600000']);
});

test('time stands still while any play has something to do', async () => {
  const { time } = heldTime();
  let release = () => {};
  const busy = new Promise<void>((done) => {
    release = done;
  });
  let over = false;
  const waits = time.during(async () => {
    await time.pause(1);
    over = true;
  });
  const works = time.during(() => busy);
  for (let turn = 0; turn < 5; turn += 1) await settle();
  expect(over).toBe(false);
  release();
  await Promise.all([waits, works]);
  expect(over).toBe(true);
});

test('a play goes on as soon as its condition holds, before any more time passes', async () => {
  const { clock, time } = heldTime();
  let done = false;
  clock.setTimer(10, () => {
    done = true;
  });
  clock.setTimer(20, () => {
    done = false;
  });
  await time.during(() => time.until('it is done', () => done));
  expect(clock.now()).toBe(10);
});

test('what can no longer come is told at once', async () => {
  const { time } = heldTime();
  const play = time.during(() => time.until('it rains upwards', () => false));
  await expect(play).rejects.toThrow('it never came to this: it rains upwards');
});

test('a failure of the condition reaches its own play only', async () => {
  const { clock, time } = heldTime();
  clock.setTimer(5, () => {});
  let looks = 0;
  const broken = time.during(() =>
    time.until('it is read', () => {
      looks += 1;
      if (looks > 1) throw new Error('unreadable');
      return false;
    }),
  );
  const other = time.during(() => time.until('time has passed', () => clock.now() >= 5));
  await expect(broken).rejects.toThrow('unreadable');
  await other;
});
