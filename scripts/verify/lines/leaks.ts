import { type Line, noDesktops, noFirewall, noLearning, noMachines } from './line.ts';

/** Data could get out, or be read by somebody who must not see it. */
export const leaks: readonly Line[] = [
  { what: 'that the condition of a role holds a person to the folder of their project', step: 'path-condition' },
  {
    what: 'that the secure account, the control account and the vault answer nobody who asks from outside',
    step: 'closed-doors',
  },
  {
    what: 'how much fits into a condition, and so how many retracted versions can be closed (8 KB)',
    step: 'condition-size',
  },
  {
    what: 'that the conditions that close retracted versions let nobody read those by their ids',
    why: 'researchers read in the secure network, and the trial lets nobody in',
  },
  { what: 'that the SCM site takes code from one address only, and afterwards from none', step: 'code' },
  { what: "Data Factory's policy on domains", why: 'its outbound rules are switched on by hand, in the studio' },
  {
    what: 'the reading room: that its private endpoint and application security group hold it to its own, and that the list of addresses does not apply to that endpoint',
    why: noFirewall,
  },
  {
    what: "desktops: AppLocker's rules beside agents and tools, and the installers in `infra/desktop/harden.ps1`",
    why: noDesktops,
  },
  {
    what: "mounting: that `blobfuse2` asks for nothing outside the project's folder, and that conditional access allows a device code",
    why: noMachines,
  },
  {
    what: "Machine Learning: the researchers' list of actions, and clusters that pull and build images by an identity, and a registry and a vault that its managed network alone reaches",
    why: noLearning,
  },
  {
    what: "Defender's scanner passing the firewalls by the rule for it alone",
    why: 'the scanner asks from inside Microsoft, where no script of ours is',
  },
];
