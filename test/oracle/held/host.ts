import { parseArgs } from 'node:util';
import { z } from 'zod';
import { startHost } from '../../../local/host/host.ts';
import { openKeys } from '../../../local/host/keys.ts';
import { createLog } from '../../../local/host/log.ts';
import { HeldClock, settle } from '../../host/held-clock.ts';
import { waitWith } from '../app/waiting.ts';
import { type Message, type Question, question } from './messages.ts';

// The local host with the scenario app, on a clock that the parent process moves. Arguments: --app <folder> --state <folder>
// --knobs <json>. Each look at the clock takes a millisecond, so that no two episodes have one time, as in Azure.
const { values } = parseArgs({
  options: { app: { type: 'string' }, state: { type: 'string' }, knobs: { type: 'string' } },
});
const { app, state, knobs } = z.object({ app: z.string(), state: z.string(), knobs: z.string() }).parse(values);
const limit = z.number().exactOptional();
const limits = z.object({ maximumTimer: limit, longTimerInterval: limit });
const clock = new HeldClock(Date.parse('2026-06-01T12:00:00.000Z'), 1);
const pause = (milliseconds: number) =>
  new Promise<void>((over) => void clock.setTimer(clock.now() + milliseconds, over));

async function answerTo(asked: Question): Promise<number | boolean | null> {
  if (asked.ask === 'now') return clock.now();
  if (asked.ask === 'pause') await pause(asked.milliseconds);
  // Between two timers all work of the host is promises: the answers to its requests have gone out before this is asked.
  if (asked.ask === 'settle') await settle();
  if (asked.ask !== 'step') return null;
  if (!clock.armed) return false;
  clock.fireNext(0);
  return true;
}

const tell = (message: Message) => void process.send?.(message);

waitWith(pause);
const { url } = await startHost({
  appFolder: app,
  port: 0,
  stateFolder: state,
  settings: {},
  log: createLog(process.stderr, 'warning'),
  clock,
  knobs: limits.parse(JSON.parse(knobs)),
});
process.on('message', (received) => {
  const asked = question.parse(received);
  void answerTo(asked).then((answer) => tell({ id: asked.id, answer }));
});
process.once('disconnect', () => process.exit(0));
tell({ url, key: openKeys(state).systemKeys.durabletask_extension });
