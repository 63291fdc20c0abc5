import { beforeEach, expect, test } from 'vitest';
import type { InspectFiles } from '../../src/inspector/inspecting.ts';
import { inspectAsked } from '../../src/inspector/looking/inspect-asked.ts';
import { waking } from '../../src/inspector/looking/waking.ts';
import type { LookRight } from '../../src/ports/look-right.ts';
import { inspect, MemoryRoom } from './memory-room.ts';

let room: MemoryRoom;
/** In how many seconds each message comes that was sent. */
let sent: number[];
let looks: number;
let lines: string[];
let isTaken: boolean;
beforeEach(() => {
  room = new MemoryRoom();
  [sent, lines, looks, isTaken] = [[], [], 0, false];
});

/** The right that the processes of a room share. */
const right: LookRight = {
  take: () => {
    if (isTaken) return Promise.resolve(undefined);
    isTaken = true;
    const giveBack = () => {
      isTaken = false;
      return Promise.resolve();
    };
    return Promise.resolve({ lost: new AbortController().signal, giveBack });
  },
};

const log = { info: (text: string) => void lines.push(text), error: (text: string) => void lines.push(text) };
const queue = {
  callIn: (seconds: number) => {
    sent.push(seconds);
    return Promise.resolve();
  },
};

/** A process of the room; gives what wakes it. */
function process(look: InspectFiles = inspect, calls: { readonly queue?: typeof queue } = {}): () => Promise<void> {
  const parts = room.parts({ inspect: look });
  const wake = waking({
    ...{ right, queue, clock: parts.clock, ...calls },
    look: async (of, called) => {
      looks += 1;
      await inspectAsked(parts, of, called);
    },
  });
  return () => wake(log);
}

/** Looks as `inspect` does, once somebody lets it. */
function held(): { readonly look: InspectFiles; readonly begun: Promise<void>; letGo(): void } {
  const [begun, free] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const look: InspectFiles = async function* (...asked) {
    begun.resolve();
    await free.promise;
    yield* inspect(...asked);
  };
  return { look, begun: begun.promise, letGo: free.resolve };
}

test('who is woken answers what was asked; with nothing to answer nobody is called later', async () => {
  const wake = process();
  await wake();
  expect(sent).toEqual([]);
  const key = await room.asked(['n\n1\n']);
  await wake();
  expect((await room.evidence(key)).files).toHaveLength(1);
});

test('ten messages at once are one look', async () => {
  const key = await room.asked(['n\n1\n']);
  const wake = process();
  await Promise.all(Array.from({ length: 10 }, wake));
  expect(looks).toBe(1);
  expect((await room.evidence(key)).files).toHaveLength(1);
  expect(await room.attempts(key)).toHaveLength(1);
});

test('ten messages at once over ten processes are one look, and each other one calls later', async () => {
  const key = await room.asked(['n\n1\n']);
  await Promise.all(Array.from({ length: 10 }, () => process()()));
  expect(looks).toBe(1);
  expect(sent).toEqual(Array.from({ length: 10 }, () => 30));
  expect(await room.attempts(key)).toHaveLength(1);
});

test('what is asked while the same process looks is answered by that look', async () => {
  await room.asked(['n\n1\n']);
  const first = held();
  const wake = process(first.look);
  const looking = wake();
  await first.begun;
  const late = await room.asked(['n\n2\n']);
  await wake();
  first.letGo();
  await looking;
  expect(looks).toBe(1);
  expect((await room.evidence(late)).files).toHaveLength(1);
});

test('what is asked while another process looks is answered when the message comes that was sent later', async () => {
  const first = held();
  await room.asked(['n\n1\n']);
  const looking = process(first.look)();
  await first.begun;
  sent = [];
  const late = await room.asked(['n\n2\n']);
  const other = process();
  await other();
  expect([looks, sent]).toEqual([1, [30]]);
  first.letGo();
  await looking;
  await other();
  expect((await room.evidence(late)).files).toHaveLength(1);
});

test('a message is on its way as long as something is open, so that a process that dies is followed by another', async () => {
  await room.asked(['n\n1\n']);
  const dead = held();
  void process(dead.look)();
  await dead.begun;
  expect(sent).toEqual([30]);
  // What it held ends by itself.
  isTaken = false;
  await process()();
  expect(await room.namesIn('evidence')).toHaveLength(1);
});

test('however often a package that fails is looked for, one message waits, and it is tried once a minute', async () => {
  const key = await room.asked(['n\n1\n']);
  const failing: InspectFiles = () => {
    throw new Error('Storage is away');
  };
  const wake = process(failing);
  for (let second = 0; second < 120; second += 5) {
    await wake();
    room.now += 5000;
  }
  expect(sent).toHaveLength(120 / 30);
  expect(await room.attempts(key)).toHaveLength(2);
});

test('a look that fails is tried again later, and its message too', async () => {
  const parts = room.parts();
  const wake = waking({ right, queue, clock: parts.clock, look: () => Promise.reject(new Error('Storage is away')) });
  await expect(wake(log)).rejects.toThrow('Storage is away');
  expect([sent, isTaken]).toEqual([[30], false]);
});

test('what is over its time, and could not be answered, keeps the room awake too', async () => {
  await room.asked(['n\n1\n']);
  room.now += 31 * 60_000;
  await process(() => {
    throw new Error('Storage is away');
  })();
  expect(sent).toEqual([30]);
  room.now += 30_000;
  await process()();
  expect(await room.namesIn('evidence')).toHaveLength(1);
});

test('while the queue takes no message a look goes on, and says so', async () => {
  const key = await room.asked(['n\n1\n']);
  await process(inspect, { queue: { callIn: () => Promise.reject(new Error('refused')) } })();
  expect((await room.evidence(key)).files).toHaveLength(1);
  expect(lines.filter((line) => line.startsWith('waking: '))).toEqual(['waking: refused']);
});

test('who has lost the right stops before the next package', async () => {
  await room.asked(['n\n1\n']);
  const lost = new AbortController();
  lost.abort(new Error('Another looks'));
  const wake = waking({
    ...{ queue, clock: room.parts().clock },
    right: { take: () => Promise.resolve({ lost: lost.signal, giveBack: () => Promise.resolve() }) },
    look: (of, calls) => inspectAsked(room.parts(), of, calls),
  });
  await expect(wake(log)).rejects.toThrow('Another looks');
  expect(await room.namesIn('places')).toEqual([]);
});
