import type { Scenario } from '../scenario.ts';

/** Calls of activities, their inputs and results, and waiting for several of them. */
export const activities: readonly Scenario[] = [
  { name: 'helloSequence', play: (desk) => desk.run('helloSequence') },
  { name: 'nothingToDo', play: (desk) => desk.run('nothingToDo') },
  { name: 'inputKinds', play: (desk) => desk.run('inputKinds') },
  { name: 'booleanInputs', play: (desk) => desk.run('booleanInputs') },
  { name: 'resultKinds', play: (desk) => desk.run('resultKinds') },
  { name: 'whenAll', play: (desk) => desk.run('whenAll') },
  { name: 'whenAllNone', play: (desk) => desk.run('whenAllNone') },
  { name: 'whenAny', play: (desk) => desk.run('whenAny') },
  { name: 'whenAnyFailed', play: (desk) => desk.run('whenAnyFailed') },
  { name: 'anyOfAlls', play: (desk) => desk.run('anyOfAlls') },
  { name: 'tellsTime', play: (desk) => desk.run('tellsTime') },
  { name: 'largeOutput', play: (desk) => desk.run('largeOutput') },
  { name: 'newGuid', play: (desk) => desk.run('newGuid') },
  {
    name: 'otherCase',
    play: async (desk) => {
      await desk.run('otherCase');
      await desk.run('HELLOSEQUENCE', undefined, desk.id('orchestrator'));
    },
  },
  {
    name: 'inputsOfStarts',
    play: async (desk) => {
      const inputs: [string, unknown][] = [
        ['text', 'plain'],
        ['empty', ''],
        ['number', 7],
        ['zero', 0],
        ['true', true],
        ['false', false],
        ['null', null],
        ['list', [1, 'two', null]],
        ['object', { a: { b: null } }],
        ['date', '2026-01-02T03:04:05Z'],
        ['large', 'ä'.repeat(40_000)],
      ];
      for (const [part, input] of inputs) await desk.run('returnsInput', input, desk.id(part));
      await desk.run('returnsInput', undefined, desk.id('nothing'));
    },
  },
];
