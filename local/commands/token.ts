import { parseArgs } from 'node:util';
import { personToken } from '../people/tokens.ts';
import { trustStack } from '../stack/trust.ts';
import { runCommand, stateOption } from './arguments.ts';

await runCommand(async () => {
  const { values } = parseArgs({ options: { ...stateOption, as: { type: 'string', default: 'operator' } } });
  console.log(await personToken(trustStack(values.state), values.as, 'api'));
});
