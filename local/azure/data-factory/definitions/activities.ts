import type { Activity } from './schema.ts';

/** The activities that stand inside another one; none for those that hold no others. */
export function innerActivities(activity: Activity): readonly Activity[] {
  switch (activity.type) {
    case 'IfCondition':
      return [
        ...(activity.typeProperties.ifTrueActivities ?? []),
        ...(activity.typeProperties.ifFalseActivities ?? []),
      ];
    case 'ForEach':
    case 'Until':
      return activity.typeProperties.activities;
    default:
      return [];
  }
}

/** Data Factory allows an IfCondition inside a loop, but no loop inside a loop or an IfCondition and no IfCondition inside another. */
export function checkNesting(activities: readonly Activity[], outer?: Activity): string[] {
  return activities.flatMap((activity) => {
    const inner = checkNesting(innerActivities(activity), activity);
    const isContainer = innerActivities(activity).length > 0;
    const allowed =
      outer === undefined || !isContainer || (activity.type === 'IfCondition' && outer.type !== 'IfCondition');
    if (allowed) return inner;
    return [`the ${activity.type} activity '${activity.name}' cannot stand inside '${outer.name}'`, ...inner];
  });
}
