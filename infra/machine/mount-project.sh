#!/bin/bash
# Shows a project's datasets and notices (read-only) and its exports as folders of the person who runs it, who signs in as themselves: no key
# is on the machine, and Azure asks for this person's own roles. https://github.com/Azure/azure-storage-fuse
set -euo pipefail
# ACCOUNT and ENDPOINT of the secure account, and the TENANT that people sign in to.
. "${SALLYPORT_CONF:-/etc/sallyport.conf}"

usage() {
  echo "usage: mount-project PROJECT, or mount-project --unmount PROJECT" >&2
  exit 2
}

unmount=false
if [ "${1:-}" = --unmount ]; then
  unmount=true
  shift
fi
[ $# -eq 1 ] || usage
project=$1
if ! [[ $project =~ ^[a-z][a-z0-9-]{1,30}[a-z0-9]$ ]]; then
  echo "mount-project: '$project' is no project id: 3 to 32 lower-case letters, digits and hyphens" >&2
  exit 2
fi

place=$HOME/projects/$project
cache=$HOME/.cache/sallyport/$project
umask 077

if $unmount; then
  for container in datasets exports notices; do
    if mountpoint -q "$place/$container"; then blobfuse2 unmount "$place/$container"; fi
  done
  rm -rf -- "$cache"
  exit 0
fi

if ! az account get-access-token --resource https://storage.azure.com/ --output none 2>/dev/null; then
  # Resource Manager cannot be reached from here, so no subscription is looked for.
  az login --tenant "$TENANT" --use-device-code --skip-subscription-discovery --output none
fi

mount_container() {
  local container=$1
  shift
  if mountpoint -q "$place/$container"; then return; fi
  mkdir -p "$place/$container" "$cache/$container"
  # The slash at the end keeps every listing inside the folder that the person's roles are held to.
  cat >"$cache/$container.yaml" <<CONFIG
logging:
  type: syslog
  level: log_warning
components:
  - libfuse
  - file_cache
  - attr_cache
  - azstorage
file_cache:
  path: $cache/$container
  cleanup-on-start: true
attr_cache:
  timeout-sec: 60
azstorage:
  type: block
  account-name: $ACCOUNT
  endpoint: $ENDPOINT
  mode: azcli
  container: $container
  subdirectory: $project/
CONFIG
  blobfuse2 mount "$place/$container" --config-file="$cache/$container.yaml" --disable-version-check=true "$@"
}

mount_container datasets --read-only=true
mount_container exports
# What the gate says about packages by name: mails must not hold it.
mount_container notices --read-only=true
echo "datasets and notices (read-only) and exports of $project are in $place"
