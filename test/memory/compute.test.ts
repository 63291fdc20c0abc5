import { beforeEach } from 'vitest';
import { defaultKnobs } from '../../local/azure/compute/knobs.ts';
import { type ComputeStage, computeContract } from '../contract/compute-contract.ts';
import { MemoryMachines } from './machines.ts';
import { MemoryWorkspace } from './workspace.ts';

let stage: ComputeStage;
beforeEach(() => {
  let now = Date.parse('2026-06-05T10:00:00Z');
  const knobs = { ...defaultKnobs(), changeMilliseconds: 60_000 };
  const options = { clock: { now: () => new Date(now) }, knobs };
  const machines = new MemoryMachines(options, ['data-science']).port;
  const workspace = new MemoryWorkspace(options).port;
  const advance = (milliseconds: number) => {
    now += milliseconds;
  };
  stage = { machines, workspace, knobs, advance, now: options.clock.now };
});

computeContract(() => stage);
