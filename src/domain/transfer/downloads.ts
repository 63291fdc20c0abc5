/** It goes by the package's id, which is a folder of its own, so that it holds no name that was chosen inside. */
export function downloadsQuery(account: string, exportId: string): string {
  return [
    'StorageBlobLogs',
    `| where AccountName == "${account}" and OperationName in ("GetBlob", "CopyBlobSource")`,
    `| where ObjectKey contains "/released/" and ObjectKey contains "/${exportId}/"`,
    '| project TimeGenerated, StatusText, RequesterUpn, RequesterObjectId, AuthenticationType, CallerIpAddress, ObjectKey',
    '| order by TimeGenerated asc',
  ].join('\n');
}
