import { type Parameter, readParameters, type SettingKind } from './deploy/parameters.ts';
import { table } from './markdown-table.ts';

const intro = `# Settings of a deployment

Everything that a deployment can be told, made by \`npm run docs\` from \`infra/main.bicep\` and \`infra/main.bicepparam\`. Each is set with \`azd env set\`, and the next \`azd provision\` takes it; one that is set to nothing has its default again. Lists and objects are JSON: \`azd env set UPLOAD_ADDRESSES '["192.0.2.0/24"]'\`. Whoever deploys without \`azd\` gives the parameters in a file of their own; \`infra/environments\` has examples.

Four more settings are no parameters: \`SMTP_PASSWORD\` goes into the vault, \`DEPLOYER_ADDRESS\` may upload the code, \`DEFINITIONS\` is the folder with the definitions of projects, which are looked at before anything is deployed, and \`AZURE_SUBSCRIPTION_ID\` is where everything lies.`;

const kinds: Readonly<Record<SettingKind, string>> = {
  text: '',
  flag: 'true or false',
  whole: 'a number',
  list: 'a JSON list',
  record: 'a JSON object',
};

/** The page of the settings that `azd env set` takes. */
export function parametersText(): string {
  const rows = readParameters().filter(({ settings }) => settings.length > 0);
  return `${intro}\n\n${table(['Setting', 'Default', 'What it is for', 'Parameter'], rows.map(cells))}\n`;
}

function cells({ name, description, fallback, settings }: Parameter): string[] {
  const [, need, text = ''] = /^(Required|Optional|Conditional)\. (.*)$/.exec(description) ?? [];
  const kind = kinds[settings[0]?.kind ?? 'text'];
  return [
    settings.map((setting) => `\`${setting.name}\``).join(', '),
    need === 'Required' ? 'needed' : fallback ? `\`${fallback}\`` : 'none',
    `${text}${kind === '' ? '' : ` (${kind})`}`.replaceAll('|', '\\|'),
    `\`${name}\``,
  ];
}
