// One project of everything.bicepparam by itself: its groups work in the other two as well.
using '../project.bicep'

param environmentName = 'research'
param location = 'westeurope'
param projects = [
  {
    id: 'alpha'
    owners: '00000000-0000-4000-8000-0000000000a1'
    researchers: '00000000-0000-4000-8000-0000000000a2'
    approvers: '00000000-0000-4000-8000-0000000000a3'
    externalReaders: '00000000-0000-4000-8000-0000000000a4'
    retracted: ['cohort/v2', 'o\'brien/v1']
  }
  {
    id: 'beta'
    owners: '00000000-0000-4000-8000-0000000000b1'
    researchers: '00000000-0000-4000-8000-0000000000b2'
    approvers: '00000000-0000-4000-8000-0000000000b3'
  }
  {
    id: 'gamma'
    researchers: '00000000-0000-4000-8000-0000000000a2'
    approvers: '00000000-0000-4000-8000-0000000000b3'
  }
]
param groups = ['00000000-0000-4000-8000-0000000000a2', '00000000-0000-4000-8000-0000000000b3']
param readingRoom = true
param separateReleaseAccount = true
