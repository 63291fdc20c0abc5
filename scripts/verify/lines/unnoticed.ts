import { type Line, noFirewall, noMachines } from './line.ts';

/** Something could go wrong, and nobody be told. */
export const unnoticed: readonly Line[] = [
  {
    what: 'Event Grid putting messages into a queue of an account behind its firewall, as a trusted service',
    step: 'event-through-firewall',
  },
  {
    what: 'dead letters reaching the host account, and that Event Grid takes a custom role on one container; if not, give *Storage Blob Data Contributor* on `dead-letters`, which holds no research data',
    step: 'dead-letter',
  },
  { what: 'the queries of the alerts, against real logs and tables that are not there yet', step: 'queries' },
  {
    what: "the queries of Sentinel, and its incidents of Defender's alerts",
    why: 'the trial has no Sentinel',
  },
  {
    what: 'Defender using the event topic of the public account that is there, and its agent with `*.endpoint.security.microsoft.com` only',
    why: 'plans of Defender are on for a whole subscription',
  },
  {
    what: 'Communication Services: at which command it answers `450 4.5.127` above its limits, and a verified domain in another resource group',
    why: 'it would use up what the whole subscription may send in an hour',
  },
  {
    what: 'uploads that the triggers fail at going into a queue of the host account: the host takes the connection of the door for it, whose account of queues may be another one',
    why: 'the app would have to fail five times',
  },
  { what: 'a hub: log rows told apart by `_ResourceId`', why: noFirewall },
  {
    what: "that the list of machines names an image's version (`exactVersion`) also where the newest was asked for",
    why: noMachines,
  },
  {
    what: "the laptop's Azure: limits kept from memory (`remembered` in `local/azure/limits`); two of them are asked",
    step: 'remembered-limits',
  },
];
