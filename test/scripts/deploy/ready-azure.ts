import { guid, script } from './scripted-cli.ts';

/** Settings with which a first deployment begins. */
export const readySettings = {
  AZURE_ENV_NAME: 'research',
  AZURE_LOCATION: 'westeurope',
  AZURE_SUBSCRIPTION_ID: guid('1'),
  CONTACT: 'operators@hospital.org',
  SMTP_HOST: 'smtp.hospital.org',
  SMTP_USER: 'sallyport@hospital.org',
  SMTP_PASSWORD: 'spring-rain',
  MAIL_FROM: 'Sallyport <sallyport@hospital.org>',
  DEPLOYER_ADDRESS: '20.50.2.7',
};

const machineLearning = `az rest --method GET --url https://management.azure.com/subscriptions/${guid('1')}/providers/Microsoft.MachineLearningServices`;

/** The questions to Azure about a region, by what the tests call them. */
export const questionsIn = (region: string) => ({
  account: 'az account show --output json',
  providers: 'az provider list --query [].{namespace:namespace,state:registrationState} --output json',
  regions: 'az account list-locations --output json',
  cores: `az vm list-usage --location ${region} --output json`,
  machineLearningCores: `${machineLearning}/locations/${region}/usages?api-version=2024-10-01 --output json`,
  deletedVaults: 'az keyvault list-deleted --resource-type vault --output json',
  deletedWorkspaces: `${machineLearning}/deletedWorkspaces?api-version=2024-10-01 --output json`,
  encryption: 'az feature show --namespace Microsoft.Compute --name EncryptionAtHost --output json',
  image: `az vm image show --location ${region} --urn Canonical:ubuntu-24_04-lts:server:latest --output json`,
  offers: `az vm image list-offers --location ${region} --publisher microsoft-dsvm --output json`,
  triggers: 'az feature show --namespace Microsoft.VirtualMachineImages --name Triggers --output json',
  policies: 'az policy assignment list --disable-scope-strict-match --output json',
});

type Questions = ReturnType<typeof questionsIn>;

const usage = (value: string, limit: number) => ({ name: { value }, currentValue: '0', limit: String(limit) });

/** A subscription that lets everything through, as `az` tells of it. */
const readyAnswers: Readonly<Record<keyof Questions, unknown>> = {
  account: { id: guid('1') },
  providers: [
    ...['Microsoft.App', 'Microsoft.ContainerInstance', 'Microsoft.DevTestLab', 'Microsoft.Compute'],
    ...['Microsoft.KeyVault', 'Microsoft.MachineLearningServices', 'Microsoft.Network', 'Microsoft.Storage'],
    'microsoft.virtualmachineimages',
  ].map((namespace) => ({ namespace, state: 'Registered' })),
  regions: [
    { name: 'westeurope', availabilityZoneMappings: ['1', '2', '3'].map((logicalZone) => ({ logicalZone })) },
    { name: 'ukwest', availabilityZoneMappings: null },
    { name: 'twozones', availabilityZoneMappings: ['1', '2'].map((logicalZone) => ({ logicalZone })) },
  ],
  cores: [usage('cores', 100), usage('standardDDSv5Family', 12)],
  // As Machine Learning spells it (local/azure/compute/quota-views.ts).
  machineLearningCores: { value: [usage('Standard DSv2 Family Cluster Dedicated vCPUs', 100)] },
  deletedVaults: [],
  deletedWorkspaces: { value: [] },
  encryption: { properties: { state: 'Registered' } },
  image: { imageDeprecationStatus: { imageState: 'Active' } },
  offers: [{ name: 'ubuntu-2204' }, { name: 'windows-2022' }],
  triggers: { properties: { state: 'Registered' } },
  policies: [],
};

/** The tools as they would answer, with what a test changes; an error is what a question fails with. */
export function readyCli(
  changes: Partial<Record<keyof Questions, unknown>> = {},
  region = 'westeurope',
  successor: unknown = {},
) {
  const questions = questionsIn(region);
  const answers = { ...readyAnswers, ...changes };
  const scripted = script({
    ...Object.fromEntries(Object.entries(questions).map(([name, line]) => [line, Reflect.get(answers, name)])),
    'az vm image show --location westeurope --urn microsoft-dsvm:ubuntu-2404:': successor,
    'az ad app list': [{ id: guid('5'), appId: guid('6') }],
    'az ad sp list': [{ id: guid('8') }],
    'az storage account list': [],
  });
  const cli: typeof scripted.cli = (program, args) => {
    const line = [program, ...args].join(' ');
    const name = Object.entries(questions).find(([, question]) => question === line)?.[0];
    const failure: unknown = name === undefined ? undefined : Reflect.get(answers, name);
    return failure instanceof Error ? Promise.reject(failure) : scripted.cli(program, args);
  };
  return { ...scripted, cli };
}
