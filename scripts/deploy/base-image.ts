import { z } from 'zod';
import baseImages from '../../infra/base-images.json' with { type: 'json' };
import { messageOf } from '../../src/domain/base/errors.ts';
import type { Cli } from './cli.ts';
import { readParameters } from './parameters.ts';
import { type MarketplaceImage, readMarketplaceImage, readOffers } from './read-subscription.ts';
import { given, isFirst, isOn, type Settings } from './setting-rules.ts';

const source = z.object({ publisher: z.string(), offer: z.string(), sku: z.string() });
const { $comment: _, ...rows } = baseImages;
const known = Object.entries(
  z.record(z.string(), z.object({ name: z.string(), source, awaited: z.literal(true).optional() })).parse(rows),
).map(([base, { name, source, awaited }]) => ({
  base,
  /** What definitions of projects call the image that is made of it. */
  name,
  offer: source.offer,
  publisher: source.publisher,
  /** As the marketplace calls it. */
  urn: [source.publisher, source.offer, source.sku, 'latest'].join(':'),
  isAwaited: awaited === true,
}));

/** Every image that machines may begin with and that is known to be offered. */
export const offeredImages = known.filter(({ isAwaited }) => !isAwaited);

/** What the image begins with; undefined for a value that the rules of settings refuse. */
function beginning(settings: Settings): (typeof known)[number] | undefined {
  const usual = readParameters().find(({ name }) => name === 'baseImage')?.fallback;
  const wanted = given(settings, 'BASE_IMAGE') ?? usual;
  return known.find(({ base }) => base === wanted);
}

/** What machines can be made from once it is deployed; two names where it is not chosen yet. */
export const imageNames = (settings: Settings): string[] =>
  [beginning(settings), ...known.filter(({ isAwaited }) => isAwaited && choosesBaseImage(settings))].flatMap(
    (image) => image?.name ?? [],
  );

/** Whether the hook may choose: nobody did, and there is no image yet that machines go on beginning with. */
const choosesBaseImage = (settings: Settings): boolean =>
  given(settings, 'BASE_IMAGE') === undefined && isFirst(settings);

/** Image Builder fails an hour later where the region does not offer the image that it begins with, or its publisher has withdrawn it. */
export async function lookAtBaseImage(cli: Cli, region: string, settings: Settings): Promise<string[]> {
  const image = beginning(settings);
  if (image === undefined || !isOn(settings, 'FIREWALL')) return [];
  const { base, urn } = image;
  const others = offeredImages.filter((other) => other.base !== base);
  const lift = `Set BASE_IMAGE to ${others.map((other) => other.base).join(' or ')}`;
  try {
    return judgeImage(await readMarketplaceImage(cli, region, urn), `${urn} (BASE_IMAGE=${base})`, lift);
  } catch (error) {
    return [`The marketplace does not offer ${urn} (BASE_IMAGE=${base}) in ${region}. ${lift}. ${messageOf(error)}`];
  }
}

/**
 * What BASE_IMAGE should be set to: the machine for data science with the release of the default, where the region offers it and the hook
 * may choose. The default is plain Ubuntu since Microsoft has none with that release; of one that is called otherwise somebody is told.
 */
export async function betterBaseImage(cli: Cli, settings: Settings): Promise<string | undefined> {
  const { AZURE_LOCATION: region = '' } = settings;
  const [awaited] = known.filter(({ isAwaited }) => isAwaited);
  if (awaited === undefined || given(settings, 'BASE_IMAGE') !== undefined || !isOn(settings, 'FIREWALL'))
    return undefined;
  const { base, publisher, offer, urn } = awaited;
  try {
    const found = (await readOffers(cli, region, publisher)).filter((one) => /^ubuntu-?24/i.test(one));
    if (found.length === 0) return undefined;
    if (!found.includes(offer)) {
      console.log(
        `${publisher} offers ${found.join(' and ')} in ${region} now: to begin images with that, put it into infra/base-images.json as ${base}, and set BASE_IMAGE to that`,
      );
      return undefined;
    }
    const withdrawn = judgeImage(await readMarketplaceImage(cli, region, urn), urn, 'Set BASE_IMAGE');
    if (withdrawn.length > 0) return undefined;
    if (choosesBaseImage(settings)) return base;
    console.log(`${region} offers ${urn} now: to begin images with that, set BASE_IMAGE to ${base}`);
  } catch (error) {
    console.log(`nobody has looked whether ${publisher} offers Ubuntu 24.04: ${messageOf(error)}`);
  }
  return undefined;
}

function judgeImage({ imageDeprecationStatus: status }: MarketplaceImage, image: string, lift: string): string[] {
  const date = status?.scheduledDeprecationTime?.slice(0, 10);
  if (status?.imageState === 'Deprecated')
    return [`Its publisher has withdrawn ${image} from the marketplace. ${lift}`];
  if (date !== undefined) console.log(`its publisher withdraws ${image} on ${date}: ${lift} before that`);
  return [];
}
