/** A report as ACRO writes it, of one output in one file. */
export function aReport(output: object = {}, file: object = {}) {
  return {
    version: '1.0.2',
    results: {
      output_0: {
        ...{ uid: 'output_0', status: 'pass', type: 'table', properties: { method: 'crosstab' } },
        files: [{ name: 'table.csv', sdc: { summary: { suppressed: false, threshold: 0 }, cells: {} }, ...file }],
        ...{ outcome: { A: { B: 'ok' } }, command: 'crosstab(a, b)', summary: 'pass' },
        ...{ timestamp: '2026-11-30T08:00:00', comments: ['For table 2.'], exception: '' },
        ...output,
      },
    },
  };
}
