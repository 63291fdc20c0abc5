import { z } from 'zod';
import { computeKey } from './action.ts';
import type { MachineImage, ObservedMachine } from './kinds/machine.ts';
import type { Notice } from './notice.ts';
import { ofProject } from './world.ts';

/** What a machine was made from, as Azure shows it. `version` may be the word `latest`; `exactVersion` is what that was then. */
export interface ImageReference {
  readonly id?: string | undefined;
  readonly publisher?: string | undefined;
  readonly version?: string | undefined;
  readonly exactVersion?: string | undefined;
}

const part = '[^/.][^/]*';
const ofGallery = new RegExp(
  `^(/subscriptions/${part}/resourceGroups/${part}/providers/Microsoft\\.Compute/galleries/${part}/images/${part})(?:/versions/(${part}))?$`,
  'i',
);

/**
 * The version of an image, where Azure names it exactly. Of images that are in no gallery of the tenant (`Microsoft.Compute/images`, images that
 * others share) nothing tells how old they are.
 */
export function imageOf({ id, publisher, version, exactVersion }: ImageReference): MachineImage | undefined {
  if (id === undefined) {
    const exact = [exactVersion, version].find(isExact);
    return publisher === undefined || exact === undefined
      ? undefined
      : { version: exact, ...dateInVersion(publisher, exact) };
  }
  const [, image, named] = ofGallery.exec(id) ?? [];
  const exact = [named, exactVersion].find(isExact);
  return image === undefined || exact === undefined ? undefined : { version: exact, id: `${image}/versions/${exact}` };
}

function isExact(version: string | undefined): boolean {
  return version !== undefined && /^\d+(?:\.\d+)+$/.test(version);
}

/** Azure tells no date of an image of the marketplace, but some versions hold the day on which they were made. Other numbers are no days. */
function dateInVersion(publisher: string, version: string): Pick<MachineImage, 'date'> {
  const ofDsvm = publisher.toLowerCase() === 'microsoft-dsvm' ? /^(\d\d)\.(\d\d)\.(\d\d)$/.exec(version) : null;
  const [, year, month, day] = ofDsvm ?? /\.20(\d\d)(\d\d)(\d\d)\d{0,2}$/.exec(version) ?? [];
  const date = z.iso.date().safeParse(`20${year}-${month}-${day}`);
  return date.success ? { date: `${date.data}T00:00:00.000Z` } : {};
}

const oldAfterDays = 180;

/** Which machines of the project stand on an old image. It is told and nothing is done: a machine keeps its image as long as it lives. */
export function imageNotes(project: string, machines: readonly ObservedMachine[], now: Date): readonly Notice[] {
  return ofProject(project, machines).flatMap(({ name, image, provisioningState }) => {
    if (image?.date === undefined) return [];
    if (provisioningState.toLowerCase() === 'deleting') return [];
    const days = Math.floor((now.getTime() - Date.parse(image.date)) / 86_400_000);
    if (days < oldAfterDays) return [];
    const reason = `Its image is ${days} days old: version ${image.version} is of ${image.date.slice(0, 10)}. An image cannot be changed in place; a newer one is for a machine of another name.`;
    return [{ compute: computeKey('machine', name), reason }];
  });
}
