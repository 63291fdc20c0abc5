import { type Line, noDesktops, noLearning } from './line.ts';

const page = (name: string, title: string) => `[${title}](https://learn.microsoft.com/azure/storage/blobs/${name})`;

/** Data or proof could be lost, or kept where nobody expects it. */
export const losses: readonly Line[] = [
  {
    what: 'Data Factory writing under a version-level policy with actions on blobs only: should it read the container first, it needs `containers/read`',
    step: 'create-run',
  },
  {
    what: `a delete of a current version while its retention lasts: by Microsoft's ${page('immutable-storage-overview', 'overview')} it is refused, by ${page('immutable-version-level-worm-policies', 'another page')} it becomes a previous version. A retraction ends either way`,
    step: 'delete-under-policy',
  },
  {
    what: 'that the lifecycle rule deletes previous versions of `datasets` once their retention is over, and not before',
    why: 'the rule acts once a day, and a trial lasts two hours',
  },
  {
    what: 'locking a policy on versions by the command that locks one on a container',
    why: 'a locked policy is for good, and its account would outlive the trial',
  },
  {
    what: 'that Azure leaves alone what is made once (`@onlyIfNotExists`: hosts, their steps, image templates), and does not validate it ([Azure/bicep#20132](https://github.com/Azure/bicep/issues/20132))',
    why: noDesktops,
  },
  { what: 'customer-managed keys for the workspace, whose key is given without a version', why: noLearning },
];
