import { type Line, noDesktops, noFirewall, noMachines } from './line.ts';

/** Work could stand still. */
export const halts: readonly Line[] = [
  {
    what: "the first start: whether an app that is scaled to zero answers Event Grid in time. If events come late, Microsoft's remedy is an always ready instance for blob triggers",
    step: 'first-event',
  },
  { what: 'blob triggers with read on one container instead of the built-in owner role', step: 'first-event' },
  {
    what: 'tables in `STORAGE_API_VERSION`: that they answer as in 2019-02-02, and refuse an unknown version with 400 `InvalidHeaderValue`',
    step: 'storage-version',
  },
  {
    what: "the extension bundle's way to the host, taken to be the service tag `AzureFrontDoor.FirstParty`",
    step: 'code',
  },
  {
    what: 'Durable Task Scheduler with its private endpoint, and `host.json` that names it',
    why: 'the trial keeps durable state in the host account',
  },
  {
    what: 'the custom role for machines: an inline network interface, and the list of power states of the subscription for a role on one group',
    why: noMachines,
  },
  {
    what: 'session hosts reaching all they need through the firewall. Left out on purpose: Microsoft Graph, Resource Manager for the monitoring agent, and the ways into a foreign desktop',
    why: noDesktops,
  },
  {
    what: 'Azure Virtual Desktop starting and stopping hosts. Where that service has its role on the subscription by hand, Azure refuses ours: remove it',
    why: noDesktops,
  },
  { what: 'that a copy passes 50 MB a second, by which a limit of bytes is refused', why: 'it would take terabytes' },
  { what: 'Bastion in the browser with Entra sign-in', why: 'a browser signs in, and a person before it' },
  { what: 'guest configuration getting its packages from storage, which machines do not reach', why: noMachines },
  {
    what: "Image Builder without a public way out: the registry of its container (Microsoft's is allowed), and its file share on port 445",
    why: noFirewall,
  },
  {
    what: 'the image: that all installs from the package sources of Microsoft and Ubuntu alone, and that secure boot starts the driver of GPU sizes',
    why: noFirewall,
  },
  {
    what: 'the reading room: the way of its extension bundle through the firewall, and Event Grid as a trusted service into the queue that wakes it. Where no event comes, its timer looks each 15 minutes',
    why: noFirewall,
  },
];
