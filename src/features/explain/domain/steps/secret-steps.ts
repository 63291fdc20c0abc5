import { administrator } from '../assignees.ts';
import { azureStep } from '../commands.ts';
import type { NextStep } from '../explanation.ts';
import type { Findings } from '../findings.ts';
import type { ExplainSettings } from '../project-status.ts';

export function secretSteps({ secrets }: Findings, { vaultUrl }: Pick<ExplainSettings, 'vaultUrl'>): NextStep[] {
  return secrets.map(({ name, isOff }) =>
    isOff
      ? azureStep(
          ['keyvault', 'secret', 'set-attributes', '--id', `${vaultUrl}/secrets/${name}`, '--enabled', 'true'],
          {
            who: administrator,
            what: `The secret ${name} can be read again, and what waits for it goes on by itself.`,
            why: `The newest version of the secret ${name} is switched off in the vault.`,
          },
        )
      : azureStep(['keyvault', 'secret', 'recover', '--id', `${vaultUrl}/deletedsecrets/${name}`], {
          who: administrator,
          what: `The secret ${name} is there again with all its versions, and what waits for it goes on by itself.`,
          why: `The vault does not give the secret ${name}. One that was deleted can be recovered for as long as the vault keeps it.`,
        }),
  );
}
