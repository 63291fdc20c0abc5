import type { Deployment } from '../../../../src/domain/overview/deployment.ts';

const groups = {
  owners: '00000000-0000-4000-8000-00000000a001',
  researchers: '00000000-0000-4000-8000-00000000a002',
  approvers: '00000000-0000-4000-8000-00000000a003',
};

/** What a deployment in Azure hands to the app, with changes on top. Nothing in it is wrong. */
export function aDeployment(change: Partial<Deployment> = {}): Deployment {
  return {
    storage: {
      publicUrl: 'https://stpublic.blob.core.windows.net',
      secureUrl: 'https://stsecure.blob.core.windows.net',
      releaseUrl: 'https://stpublic.blob.core.windows.net',
      controlUrl: 'https://stcontrol.blob.core.windows.net',
      tableUrl: 'https://stcontrol.table.core.windows.net',
      apiVersion: '2026-06-06',
    },
    arm: { url: 'https://management.azure.com', subscriptionId: '00000000-0000-4000-8000-00000000beef' },
    dataFactory: { resourceGroup: 'rg', name: 'adf' },
    vault: { url: 'https://kv.vault.azure.net', verifyChallenge: true },
    signIn: { issuer: 'https://login.microsoftonline.com/t/v2.0' },
    mail: { host: 'smtp.example.org', port: 587, security: 'starttls', user: 'sallyport@example.org' },
    publicBaseUrl: 'https://sallyport.example.org',
    readingRoomUrl: 'https://room.example.org',
    groupsClaim: { on: true, projects: { 'heart-study': groups } },
    secondOperator: true,
    leftOut: ['bastion', 'defender', 'vpn'],
    ticks: { tell: 900, link: 300 },
    scannedDoors: ['ingress', 'export'],
    restorableDays: { ingress: 7, export: 17 },
    storageSkewSeconds: 10,
    outageHours: 24,
    clientId: '00000000-0000-4000-8000-00000000c001',
    images: ['ubuntu-24-04'],
    runtime: { app: '1.0.0', node: 'v24.21.0' },
    ...change,
  };
}
