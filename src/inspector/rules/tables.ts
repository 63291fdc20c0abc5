import { countRules } from './counts.ts';
import type { ExplainedRule } from './explained.ts';
import { identifierRules } from './identifiers.ts';

/** Rules about the columns, rows and cells of tables; some of them hold for running text too. */
export const tableRules = [
  ...countRules,
  ...identifierRules,
  {
    id: 'long-text',
    severity: 'review',
    title: 'Free text',
    says: 'A cell is longer than the project takes for a label. People must read it.',
    source: 'DataSHIELD, `nfilter.string` 80',
    threshold: 'maxTextLength',
    example: 'A cell of 81 characters that is no number.',
    unseen: 'What the text says, and short texts.',
  },
  {
    id: 'formula-cell',
    severity: 'review',
    title: 'A formula',
    says: 'A spreadsheet would run this cell: it can fetch, send or hide something.',
    source: 'OWASP, CSV injection',
    example: '`=HYPERLINK(…)`, `@SUM(A1)`. Left alone: `-0.3 (0.1)`, `+5%`, `- none`.',
    unseen: 'Formulas of workbooks, of which only the results are read here.',
  },
] as const satisfies readonly ExplainedRule[];
