import { describe, expect, it } from 'vitest';
import { labelOf } from '../../../src/inspector/child/checks/label.ts';

describe('labelOf', () => {
  it.each([
    ...[
      'n',
      'N',
      'count',
      'Freq.',
      'nobs',
      'n_events',
      'nEvents',
      'num_patients',
      'patients_count',
      'Deaths',
      'No. of events',
    ],
    ...[
      'Number of women',
      'number at risk',
      'n.risk',
      'n (%)',
      'No. (%)',
      'Age group, n (%)',
      '30-day deaths',
      'sample size',
    ],
    ...['support', 'Observations', 'TP', 'High risk patients', 'Deaths or transplants', 'population'],
  ])('%s counts', (text) => {
    expect(labelOf(text).counts).toBe(true);
  });

  it.each([
    ...[
      'n_params',
      'folds',
      'n_folds',
      'rank',
      'year',
      'month',
      'df',
      'epoch',
      'depth',
      'threshold',
      'label',
      'n_estimators',
    ],
    ...[
      'number of layers',
      'mean count',
      'patients per year',
      'death',
      'event',
      'No',
      'phone number',
      'n_missing',
      'age',
    ],
    ...['% of patients', 'death rate', 'n_eff', 'batch size', 'effect size', 'OR', 'cost of cases'],
  ])('%s does not', (text) => {
    expect(labelOf(text).counts).toBe(false);
  });

  it('tells a maximum from a parameter of a model', () => {
    expect(labelOf('age_max').isExtreme).toBe(true);
    expect(labelOf('Range').isExtreme).toBe(true);
    expect(labelOf('max_depth').isExtreme).toBe(false);
    expect(labelOf('interquartile range').isExtreme).toBe(false);
    expect(labelOf('minutes').isExtreme).toBe(false);
  });
});
