import { z } from 'zod';

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
export const machineCreation = z.object({
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
      computerName: z.string().min(1),
      adminUsername: z.string().min(1),
      adminPassword: z.string().optional(),
      customData: z.string().optional(),
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
export type MachineCreation = z.infer<typeof machineCreation>;
