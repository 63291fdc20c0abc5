import { expect, test } from 'vitest';
import { findBicep } from '../../scripts/bicep.ts';
import { checkInfra } from '../../scripts/infra.ts';

const compiler = findBicep();
const missing = 'missing' in compiler ? compiler.missing : '';
if (missing) console.log(`skipped: no bicep CLI (${missing})`);

test('a compiler is there wherever a missing one would hide a fault', () => {
  if (process.env['CI']) expect(missing).toBe('');
});

test.skipIf(missing !== '')(
  'the templates compile without a finding, are formatted and give the committed snapshot of everything',
  async () => {
    if ('missing' in compiler) throw new Error(compiler.missing);
    expect(await checkInfra(compiler.path, false, 'everything')).toEqual([]);
  },
  300_000,
);
