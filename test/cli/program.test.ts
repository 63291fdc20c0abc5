import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { describe, expect, test } from 'vitest';
import { sallyport } from '../../src/cli/program.ts';
import { run } from '../../src/cli/run.ts';
import { acts } from '../../src/domain/lifecycle/acts.ts';
import { quietSurroundings } from './surroundings.ts';

/** Types words, on a machine where nobody answers. */
async function type(...words: string[]) {
  const { surroundings, written } = quietSurroundings();
  const code = await run(words, surroundings);
  return { code, ...written() };
}

const everyCommand = (command: CommandUnknownOpts): CommandUnknownOpts[] => [
  command,
  ...command.commands.flatMap(everyCommand),
];
const commands = everyCommand(sallyport(async () => {}, {}));
const pathOf = (command: CommandUnknownOpts): string[] =>
  command.parent === null ? [] : [...pathOf(command.parent), command.name()];

describe.each(commands.map((command) => [['sallyport', ...pathOf(command)].join(' '), command] as const))(
  '%s',
  (_, command) => {
    test('explains itself with an example on stdout, and ends with 0', async () => {
      const { code, out, err } = await type(...pathOf(command), '--help');
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out).toMatch(/^Usage: sallyport/);
      expect(out).toContain('\nFor example:\n  sallyport ');
      expect(command.description()).not.toBe('');
    });
  },
);

test('--version alone says which version it is', async () => {
  expect(await type('--version')).toEqual({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/), err: '' });
});

test('each act has a command, by the name that its route has', () => {
  const names = commands.map((command) => command.name());
  expect(acts.map(({ path }) => path).filter((path) => !names.includes(path))).toEqual([]);
});

test('every change wants a reason, and the complaint says why', async () => {
  for (const { path } of acts) {
    const more = path === 'take-back' ? ['--to', 'revoked'] : [];
    const { code, err } = await type(path, 'exp_01JZ8Q4T6V5W7X9Y0Z1A2B3C4D', ...more);
    expect({ path, code }).toEqual({ path, code: 2 });
    expect(err).toContain('error: say why, with --reason "…": it is written into the audit\n');
  }
});

test.each([
  [['retyr'], 'Did you mean retry?'],
  [['wait', 'x', '--timout', '5s'], 'Did you mean --timeout?'],
  [['retry', 'x', 'y', '--reason', 'z'], 'too many arguments'],
  [['extend', 'x', '--reason', 'y'], 'say how much time: --business-days or --until'],
  [['extend', 'x', '--business-days', 'two', '--reason', 'y'], 'It is a whole number, such as 5'],
  [['extend', 'x', '--until', '2030-02-30', '--reason', 'y'], 'It is a day, such as 2030-01-31'],
  [['take-back', 'x', '--to', 'nowhere', '--reason', 'y'], 'Allowed choices are in-review, returning, revoked.'],
  [['wait', 'x', '--timeout', '10'], 'such as 30s, 10m or 2h'],
  [['hold', 'set', '--until', 'soon', '--reason', 'y'], 'It is a moment, such as 2030-01-31T12:00:00Z'],
  [['away', 'ada@example.org', '--from', '2030-01-01'], 'say from when to when they are away, and why'],
])('%j is wrong use: it ends with 2 and says what is wrong', async (words, complaint) => {
  const { code, out, err } = await type(...words);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(complaint);
  expect(err).not.toMatch(/^\s+at /m);
});

test('where nobody answers it ends with 3 and says what to do', async () => {
  expect(await type('status')).toEqual({
    code: 3,
    out: '',
    err: 'No stack runs here. Of a deployment, name the address with --url or SALLYPORT_URL.\n',
  });
});
