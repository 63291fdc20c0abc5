import type { Limits } from './limit.ts';

const types =
  'https://github.com/Azure/bicep-types-az/blob/main/generated/compute_1/microsoft.compute/2026-04-01/types.json';
const names = 'https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules';
const by = 'compute/machine-request.ts';
const invalid = { status: 400, code: 'InvalidParameter', wordIsOurs: true } as const;

/** Virtual machines: what Azure Compute takes of a new one. */
export const machineLimits = {
  name: { what: 'characters of the name of a machine', most: 64, source: names, refused: invalid, by },
  nameForm: {
    ...{ what: 'names of machines without these characters', most: '\\/"[]:|<>+=;,?*@&', source: names },
    refused: invalid,
    by,
  },
  computerName: {
    ...{ what: 'characters of the computer name of a Linux machine', most: 64, source: types, by },
    refused: invalid,
  },
  computerNameForm: {
    ...{ what: 'computer names without these characters', most: '\\/"[]:|<>+=;,?*@&', source: names, by },
    refused: invalid,
  },
  windowsName: {
    ...{ what: 'characters of the computer name of a Windows machine', most: 15, source: types, by },
    refused: invalid,
  },
  windowsDigits: {
    ...{ what: 'computer names of Windows machines hold more than digits', most: 'always', by },
    source: 'https://azure.github.io/PSRule.Rules.Azure/en/rules/Azure.VM.ComputerName/',
    refused: invalid,
  },
  userName: {
    ...{ what: 'characters of the name of the administrator on Linux', most: 64, source: types, by },
    refused: invalid,
  },
  userNameTaken: {
    ...{ what: 'names that the administrator may not have', source: types, by },
    most: 'administrator admin user user1 test user2 test1 user3 admin1 1 123 a actuser adm admin2 aspnet backup console david guest john owner root server sql support support_388945a0 sys test2 test3 user4 user5',
    refused: invalid,
    product: 'test/compute/limits-kept.test.ts',
  },
  password: {
    ...{ what: 'characters of the password on Linux', most: 72, source: types, by },
    refused: invalid,
  },
  shortPassword: {
    ...{ what: 'characters that the password has at least on Linux', most: 6, source: types, by },
    refused: invalid,
  },
  customData: {
    ...{ what: 'bytes of custom data, before Base64', most: 65_535, source: types, by },
    refused: invalid,
  },
  property: {
    ...{ what: 'properties of a machine that Azure knows', most: 'no others', source: types, by },
    refused: { status: 400, code: 'BadRequest', wordIsOurs: true },
  },
} satisfies Limits;
