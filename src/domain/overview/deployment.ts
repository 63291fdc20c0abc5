import type { Door } from '../base/door.ts';
import type { Ticks } from '../notification/tick.ts';
import type { GroupsClaim } from '../people/group-rule.ts';

/** What a deployment handed to the app in its settings, as far as checks and explanations look at it, and what the app runs on. Addresses have no trailing slash. */
export interface Deployment {
  readonly storage: {
    readonly publicUrl: string;
    readonly secureUrl: string;
    readonly releaseUrl: string;
    readonly controlUrl: string;
    readonly tableUrl: string;
    /** The second copy; undefined where there is none. */
    readonly safeUrl?: string | undefined;
    /** The version of the storage services that all of them are asked in. */
    readonly apiVersion: string;
  };
  readonly arm: { readonly url: string; readonly subscriptionId: string };
  readonly dataFactory: { readonly resourceGroup: string; readonly name: string };
  readonly vault: { readonly url: string; readonly verifyChallenge: boolean };
  readonly signIn: { readonly issuer: string };
  readonly mail: {
    readonly host: string;
    readonly port: number;
    readonly security: 'none' | 'starttls' | 'tls';
    readonly user?: string | undefined;
  };
  readonly publicBaseUrl: string;
  readonly readingRoomUrl?: string | undefined;
  readonly collector?: { readonly endpoint: string } | undefined;
  readonly groupsClaim: GroupsClaim;
  readonly secondOperator: boolean;
  /** Parts of the environment that were not deployed, by the names that infra/main.bicep gives them. */
  readonly leftOut: readonly string[];
  readonly scannedDoors: readonly Door[];
  readonly restorableDays: { readonly ingress: number; readonly export: number };
  readonly storageSkewSeconds: number;
  readonly outageHours: number;
  readonly ticks: Ticks;
  /** Digest of the bundle that was last sent to the app; undefined where nobody said. */
  readonly sentBundle?: string | undefined;
  readonly clientId: string;
  readonly images: readonly string[];
  readonly runtime: { readonly app: string; readonly node: string };
}
