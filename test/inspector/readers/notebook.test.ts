import { describe, expect, test } from 'vitest';
import { DamagedError, TooLargeError } from '../../../src/inspector/child/reader.ts';
import { readNotebook } from '../../../src/inspector/child/readers/notebook.ts';
import { tell } from './recording.ts';

const notebook = (cell: object, more: object = {}) =>
  Buffer.from(
    JSON.stringify({
      nbformat: 4,
      cells: [{ cell_type: 'code', source: ['a = 1\n', 'b'], outputs: [], ...cell }],
      ...more,
    }),
  );

describe('readNotebook', () => {
  test('tells the sources as text', async () => {
    const told = await tell(readNotebook, notebook({ metadata: { tags: [] } }, { metadata: { kernelspec: {} } }));
    expect(told.texts[0]).toEqual({ page: undefined, lines: ['a = 1', 'b'], ended: true });
    expect([told.rules, told.notChecked]).toEqual([[], []]);
  });

  test('tells the sources of the third version of the format', async () => {
    const old = Buffer.from(JSON.stringify({ nbformat: 3, worksheets: [{ cells: [{ input: 'x', outputs: [{}] }] }] }));
    const told = await tell(readNotebook, old);
    expect([told.texts[0]?.lines, told.rules]).toEqual([['x'], ['notebook-output']]);
  });

  test('tells what its cells put out, and names their pictures', async () => {
    const outputs = [
      { output_type: 'stream', name: 'stdout', text: ['\u001b[31m12 patients\u001b[0m\n', 'more'] },
      { output_type: 'error', ename: 'KeyError', evalue: 'patient 12', traceback: ['line 1', 'line 2'] },
      {
        output_type: 'execute_result',
        execution_count: 3,
        data: {
          'text/plain': ['   n\n', 'F  3'],
          'text/html': '<table><tr><th></th><th>n</th></tr><tr><td>F</td><td>3</td></tr></table>',
          'application/json': [{ sex: 'M', n: 4 }],
          'image/svg+xml': '<svg><text>drawn</text></svg>',
          'image/png': 'A'.repeat(500),
        },
      },
    ];
    const bytes = notebook({ outputs });
    const told = await tell(readNotebook, bytes);
    expect(told.tables.map(({ rows }) => rows)).toEqual([
      [
        ['', 'n'],
        ['F', '3'],
      ],
      [
        ['sex', 'n'],
        ['M', '4'],
      ],
    ]);
    expect(told.texts.flatMap(({ lines }) => lines)).toEqual(
      expect.arrayContaining(['12 patients', 'more', 'KeyError', 'patient 12', '   n', 'F  3', 'drawn']),
    );
    expect([told.passed, told.looked]).toEqual([[['picture', 500]], bytes.length - 500]);
  });

  test.each([
    ['an output', { outputs: [{ output_type: 'stream', text: '12 patients' }] }, 'notebook-output'],
    ['a file', { attachments: { 'a.png': {} } }, 'notebook-attachment'],
    ['metadata of another program', { metadata: { papermill: {} } }, 'notebook-metadata'],
  ])('finds %s in a cell', async (_, cell, rule) => {
    expect((await tell(readNotebook, notebook(cell))).rules).toEqual([rule]);
  });

  test('with a name twice is told, with the output that the second one hides', async () => {
    const outputs = '"outputs": [{"output_type": "stream", "text": "12 patients"}], "outputs": []';
    const hidden = Buffer.from(`{"nbformat": 4, "cells": [{"cell_type": "code", "source": "x", ${outputs}}]}`);
    const told = await tell(readNotebook, hidden);
    expect(told.rules).toEqual(['repeated-name']);
    expect(told.texts.flatMap(({ lines }) => lines).join('\n')).toContain('12 patients');
  });

  test.each([
    ['no JSON', Buffer.from('{"nbformat": 4, "cells": [')],
    ['another form', Buffer.from('{"nbformat": 4, "cells": [1]}')],
    ['too many layers', Buffer.from(`${'['.repeat(200)}"nbformat" "cells"`)],
  ])('says that one with %s is damaged', async (_, bytes) => {
    await expect(tell(readNotebook, bytes)).rejects.toThrow(DamagedError);
  });

  test('does not parse what has too many values for memory', async () => {
    await expect(tell(readNotebook, Buffer.from(`["nbformat","cells",${'[],'.repeat(2_000_000)}`))).rejects.toThrow(
      TooLargeError,
    );
  });
});
