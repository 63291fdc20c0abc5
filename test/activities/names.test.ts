import { expect, test } from 'vitest';
import { createActivities } from '../../src/activities/index.ts';
import { activityNames } from '../../src/activities/names.ts';
import { MemoryWorld } from '../memory/world.ts';
import { flowSettings } from './flow-settings.ts';

test('every activity is named for whoever adds it to the host', () => {
  const all = Object.keys(createActivities(new MemoryWorld(1).ports, flowSettings));
  expect(activityNames.toSorted()).toEqual(all.toSorted());
});
