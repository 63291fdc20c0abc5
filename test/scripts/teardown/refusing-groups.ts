/** What Azure refuses while groups are removed, as public reports tell of it. */
export interface Refusals {
  /** Looks until a link leaves its subnet once its app was disconnected; without end where it never does. */
  readonly looksForLink?: number;
  /** Groups that refuse, by the end of their names, and Azure's words; so often as there are words. */
  readonly refuses?: Readonly<Record<string, readonly string[]>>;
  /** Image Builder's containers left a link too. */
  readonly containerLink?: boolean;
}

const network = 'network';

/** The groups of one environment, which refuse to go in another order than Azure lets them. */
export class RefusingGroups {
  readonly parts: Set<string>;
  readonly #name: string;
  readonly #refusals: Map<string, string[]>;
  readonly #links = new Map<string, string>();
  #looksLeft: number | undefined;
  readonly #looks: number;

  constructor(name: string, parts: readonly string[], { looksForLink = 2, refuses = {}, containerLink }: Refusals) {
    this.#name = name;
    this.parts = new Set(parts);
    this.#looks = looksForLink;
    this.#refusals = new Map(Object.entries(refuses).map(([part, words]) => [part, [...words]]));
    this.#links.set('functions', 'Microsoft.App/environments');
    if (containerLink) this.#links.set('image-containers', 'Microsoft.ContainerInstance/containerGroups');
  }

  /** Answers what is about groups and subnets; undefined for everything else. */
  answer(line: string): unknown {
    const group = new RegExp(`^az group delete --name rg-${this.#name}-(\\S+) --yes$`).exec(line)?.[1];
    if (group !== undefined) return this.#remove(group);
    if (/--method DELETE .*\/networkConfig\/virtualNetwork/.test(line)) return this.#disconnect();
    if (/--method DELETE .*\/image-containers\/.*serviceAssociationLinks/.test(line)) {
      this.#links.delete('image-containers');
      return '';
    }
    if (line.startsWith('azd down')) throw new Error('azd down stopped at the first group that Azure refused');
    if (line.startsWith('az storage blob list')) throw new Error('stdout maxBuffer length exceeded');
    return /--method GET .*\/virtualNetworks\//.test(line) ? this.#subnets() : undefined;
  }

  #disconnect(): string {
    this.#looksLeft ??= this.#looks;
    return '';
  }

  #subnets() {
    if (this.#looksLeft === 0) this.#links.delete('functions');
    else if (this.#looksLeft !== undefined) this.#looksLeft -= 1;
    const subnet = (name: string) => ({
      id: `/subscriptions/s/resourceGroups/rg-${this.#name}-network/providers/Microsoft.Network/virtualNetworks/vnet/subnets/${name}`,
      name,
      properties: {
        serviceAssociationLinks: [this.#links.get(name)].flatMap((linkedResourceType) =>
          linkedResourceType === undefined
            ? []
            : [{ name: name === 'functions' ? 'legionservicelink' : 'acisal', properties: { linkedResourceType } }],
        ),
      },
    });
    return { properties: { subnets: ['functions', 'image-containers', 'endpoints'].map(subnet) } };
  }

  #remove(part: string): string {
    if (!this.parts.has(part)) throw new Error(`(ResourceGroupNotFound) Resource group '${part}' could not be found.`);
    const words = this.#refusals.get(part)?.shift();
    if (words !== undefined) throw new Error(words);
    const others = [...this.parts].filter((one) => one !== network);
    if (part === network && others.length > 0)
      throw new Error(`(InUseSubnetCannotBeDeleted) Subnet endpoints is in use by private endpoints of ${others}.`);
    if (part === network && this.#links.size > 0)
      throw new Error(`(InUseSubnetCannotBeDeleted) Subnet is in use by ${[...this.#links.values()]}.`);
    // A link whose app is gone before it left stays for days.
    if (part === 'control' && this.#links.has('functions')) this.#looksLeft = Number.POSITIVE_INFINITY;
    this.parts.delete(part);
    return '';
  }
}
