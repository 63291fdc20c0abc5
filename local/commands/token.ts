import { parseArgs } from 'node:util';
import { personToken } from '../people/tokens.ts';
import { trustStack } from '../stack/trust.ts';
import { runCommand, stateFolder } from './arguments.ts';

await runCommand(async () => {
  const { values } = parseArgs({ options: { as: { type: 'string', default: 'operator' } } });
  console.log(await personToken(trustStack(stateFolder), values.as, 'api'));
});
