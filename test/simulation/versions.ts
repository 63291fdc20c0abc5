import { compareVersions } from '../../local/host/durable/version.ts';
import { presentVersion } from '../orchestrators/present-version.ts';

/** The version of the orchestrators that is deployed, and who waits for another. */
export class Versions {
  deployed: string = presentVersion;
  #waiting: (() => void)[] = [];

  /** Whether instances of the version wait for a newer app. */
  holds(version: string): boolean {
    return compareVersions(version, this.deployed) > 0;
  }

  /** Resolves when instances of the version go on; undefined where they need not wait. */
  held(version: string): Promise<void> | undefined {
    if (!this.holds(version)) return undefined;
    return new Promise<void>((resolve) => this.#waiting.push(resolve)).then(() => this.held(version));
  }

  deploy(version: string): void {
    this.deployed = version;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const goOn of waiting) goOn();
  }
}
