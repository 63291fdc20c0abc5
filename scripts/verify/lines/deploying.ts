import { type Line, noFirewall, noMachines } from './line.ts';

/** A deployment or a removal could fail, or cost more. */
export const deploying: readonly Line[] = [
  { what: 'the whole deployment at once', step: 'deployment' },
  {
    what: '`infra/main.bicepparam`: that Azure takes a null parameter for one that is not given ([Azure/bicep#11532](https://github.com/Azure/bicep/pull/11532))',
    step: 'deployment',
  },
  { what: 'the package that `azd` makes by `.funcignore`', step: 'code' },
  { what: "code through the app's network into the host account", step: 'code' },
  { what: 'the base images in the marketplace, and how it says that one is withdrawn', step: 'base-image' },
  { what: 'what Azure calls the quotas that are looked at before a deployment', step: 'quota' },
  {
    what: '[`npm run teardown`](teardown.md): when the link of an app leaves its subnet, and accounts with an unlocked policy on `audit` or with soft-deleted versions',
    step: 'teardown',
  },
  {
    what: 'the same, and versions of datasets once their policy has ended',
    why: 'a policy lasts at least a day',
  },
  { what: 'remediation tasks, which may keep the deployment waiting', why: noMachines },
  {
    what: 'a second copy in another subscription: a custom role given there, and a private endpoint whose account lies there',
    why: 'the trial has one subscription',
  },
  { what: 'two tables of logs in the basic tier of a new workspace', step: 'deployment' },
  { what: 'events told by folders and markers, and budgets of projects', why: 'the trial has no projects' },
  { what: 'a hub: several groups of rules in one policy', why: noFirewall },
  { what: 'that `azd` packs `dist/inspector` only where `READING_ROOM` is set', why: noFirewall },
];
