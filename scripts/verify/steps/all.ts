import type { StepAnywhere, StepOnAzure } from '../step.ts';
import { baseImage } from './base-image.ts';
import { closedDoors } from './closed-doors.ts';
import { code } from './code.ts';
import { conditionSize } from './condition-size.ts';
import { createRun } from './create-run.ts';
import { deadLetter } from './dead-letter.ts';
import { deleteUnderPolicy } from './delete-under-policy.ts';
import { eventThroughFirewall } from './event-through-firewall.ts';
import { firstEvent } from './first-event.ts';
import { pathCondition } from './path-condition.ts';
import { queries } from './queries.ts';
import { quota } from './quota.ts';
import { rememberedLimits } from './remembered-limits.ts';
import { storageVersion } from './storage-version.ts';

/** The steps between putting a trial up and taking it down, in their order; the first upload is the one of first-event. */
export const steps: readonly (StepAnywhere | StepOnAzure)[] = [
  ...[baseImage, quota, code, firstEvent, closedDoors, conditionSize],
  ...[pathCondition, storageVersion, rememberedLimits],
  ...[createRun, deleteUnderPolicy, eventThroughFirewall, deadLetter, queries],
];
