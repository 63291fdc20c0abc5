import { z } from 'zod';
import { ArmError } from '../arm/resource-manager.ts';

const reference = z.object({ id: z.string() });

const networkInterface = z.object({
  name: z.string(),
  properties: z.looseObject({
    ipConfigurations: z
      .array(z.looseObject({ name: z.string(), properties: z.looseObject({ subnet: reference }) }))
      .min(1),
  }),
});

/** What a new machine must say. Azure refuses it otherwise. */
const creation = z.object({
  location: z.string().min(1),
  tags: z.record(z.string(), z.string()).optional(),
  identity: z
    .object({ type: z.string(), userAssignedIdentities: z.record(z.string(), z.unknown()).optional() })
    .optional(),
  properties: z.object({
    hardwareProfile: z.object({ vmSize: z.string() }),
    storageProfile: z.object({
      imageReference: reference,
      osDisk: z.looseObject({
        createOption: z.literal('FromImage'),
        managedDisk: z.looseObject({ diskEncryptionSet: reference.optional() }).optional(),
      }),
    }),
    osProfile: z.looseObject({
      computerName: z.string().min(1).max(64),
      adminUsername: z.string().min(1),
      adminPassword: z.string().min(12).max(123).optional(),
      linuxConfiguration: z
        .looseObject({
          disablePasswordAuthentication: z.boolean().optional(),
          ssh: z.object({ publicKeys: z.array(z.object({ path: z.string(), keyData: z.string() })) }).optional(),
        })
        .optional(),
    }),
    securityProfile: z
      .looseObject({
        securityType: z.enum(['TrustedLaunch', 'Standard']).optional(),
        encryptionAtHost: z.boolean().optional(),
        uefiSettings: z.object({ secureBootEnabled: z.boolean(), vTpmEnabled: z.boolean() }).optional(),
      })
      .optional(),
    networkProfile: z.object({
      networkApiVersion: z.enum(['2020-11-01', '2022-11-01']),
      networkInterfaceConfigurations: z.array(networkInterface).min(1),
    }),
  }),
});
export type MachineCreation = z.infer<typeof creation>;

const forbiddenNames = ['administrator', 'admin', 'root', 'guest', 'user', 'test'];

/** Reads the body of a creation. Throws Azure's InvalidParameter with the first thing that is missing or wrong. */
export function parseCreation(name: string, body: unknown): MachineCreation {
  if (!/^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9_])?$/i.test(name)) {
    throw new ArmError(400, 'InvalidParameter', `The Azure resource name '${name}' is invalid.`);
  }
  const parsed = creation.safeParse(body);
  if (!parsed.success) throw invalid(parsed.error);
  const { osProfile, storageProfile } = parsed.data.properties;
  if (/\/windows[^/]*\//i.test(storageProfile.imageReference.id)) requireWindows(osProfile);
  requireSignIn(osProfile);
  return parsed.data;
}

/** A password or, on Linux without passwords, an SSH key for the administrator account. */
function requireSignIn(account: MachineCreation['properties']['osProfile']): void {
  const { adminPassword, adminUsername, linuxConfiguration } = account;
  if (forbiddenNames.includes(adminUsername.toLowerCase())) {
    throw new ArmError(400, 'InvalidParameter', 'The Admin Username specified is not allowed.');
  }
  if (linuxConfiguration?.disablePasswordAuthentication === true) {
    const keys = linuxConfiguration.ssh?.publicKeys ?? [];
    if (keys.length === 0) {
      throw new ArmError(
        400,
        'InvalidParameter',
        'Authentication using either SSH or by user name and password must be enabled in Linux profile.',
      );
    }
    const path = `/home/${adminUsername}/.ssh/authorized_keys`;
    if (keys.some((key) => key.path !== path)) {
      throw new ArmError(400, 'InvalidParameter', `Destination path for SSH public keys must be ${path}.`);
    }
    if (keys.some(({ keyData }) => !/^ssh-(?:ed25519|rsa) [A-Za-z0-9+/]+={0,2}(?: |$)/.test(keyData))) {
      throw new ArmError(
        400,
        'InvalidParameter',
        'The value of parameter linuxConfiguration.ssh.publicKeys is invalid.',
      );
    }
    return;
  }
  if (adminPassword === undefined) {
    throw new ArmError(400, 'InvalidParameter', "Required parameter 'adminPassword' is missing (null).");
  }
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(adminPassword));
  if (kinds.length < 3) {
    throw new ArmError(
      400,
      'InvalidParameter',
      'The supplied password must have 3 of these: a lower case character, an upper case character, a digit, a special character.',
    );
  }
}

/** An image tells here by its name, in Azure by its definition, that its system is Windows, whose computer names are narrower. */
function requireWindows({ computerName, linuxConfiguration }: MachineCreation['properties']['osProfile']): void {
  if (linuxConfiguration !== undefined) {
    throw new ArmError(400, 'InvalidParameter', "The property 'linuxConfiguration' is not valid for a Windows image.");
  }
  if (/^[A-Za-z0-9-]{1,15}$/.test(computerName) && !/^\d+$/.test(computerName)) return;
  throw new ArmError(
    400,
    'InvalidParameter',
    `Windows computer name '${computerName}' cannot be more than 15 characters long, be entirely numeric, or contain other than letters, digits and hyphens.`,
  );
}

/** Ids of everything that the new machine refers to, with the permission that Azure asks of the caller for each. */
export function references({ identity, properties }: MachineCreation): { id: string; action: string }[] {
  const { storageProfile, networkProfile } = properties;
  const subnets = networkProfile.networkInterfaceConfigurations.flatMap((nic) =>
    nic.properties.ipConfigurations.map((ip) => ip.properties.subnet.id),
  );
  const image = storageProfile.imageReference.id;
  const encryption = storageProfile.osDisk.managedDisk?.diskEncryptionSet;
  return [
    ...subnets.map((id) => ({ id, action: 'Microsoft.Network/virtualNetworks/subnets/join/action' })),
    ...imageActions(image).map((action) => ({ id: image, action: `Microsoft.Compute/${action}` })),
    ...(encryption === undefined ? [] : [{ id: encryption.id, action: 'Microsoft.Compute/diskEncryptionSets/read' }]),
    ...Object.keys(identity?.userAssignedIdentities ?? {}).map((id) => ({
      id,
      action: 'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action',
    })),
  ];
}

/** A gallery image without a version means its latest one: both are read. */
function imageActions(image: string): string[] {
  if (!/\/galleries\//i.test(image)) return ['images/read'];
  const version = 'galleries/images/versions/read';
  return /\/versions\//i.test(image) ? [version] : ['galleries/images/read', version];
}

/** Azure's words for a body that is missing something or holds something wrong. */
export function invalid(error: z.ZodError): ArmError {
  const issue = error.issues[0];
  const target = issue?.path.filter((part) => part !== 'properties').join('.') ?? '';
  if (target === 'location') {
    return new ArmError(400, 'LocationRequired', 'The location property is required for this definition.');
  }
  const missing = issue?.code === 'invalid_type' && issue.message.includes('undefined');
  const message = missing
    ? `Required parameter '${target}' is missing (null).`
    : `The value of parameter ${target} is invalid: ${issue?.message ?? 'unknown reason'}`;
  return new ArmError(400, 'InvalidParameter', message);
}
