metadata description = 'The image of the data science machines: a gallery and an Azure Image Builder template that is built inside the secure network and built again when its source changes.'

@description('Required. Name of the gallery.')
param galleryName string

@description('Required. What the names of templates begin with.')
param templateName string

@description('Required. Region.')
param location string

@description('Optional. Further regions that each image is copied to.')
param otherRegions string[] = []

@description('Required. Tags.')
param tags object

@description('Required. Identity that builds, and that reads the binaries.')
param identity { id: string, clientId: string, principalId: string }

@description('Required. Subnets of the machine that is built and of the container that builds it.')
param subnetIds { images: string, imageContainers: string }

@description('Required. Secure account, whose containers people mount on the machines: name and blob endpoint.')
param secureAccount { name: string, endpoint: string }

@description('Required. Whether the image is built; without a way out for the builder it is not.')
param build bool

@description('Required. What the image begins with; base-images.json says what that is.')
param base 'ubuntu-24.04' | 'data-science-22.04' | 'data-science-24.04'

@description('Optional. Version of the dataset platform/image-binaries that is put into the image, such as v1; it comes in through the ingress path like any dataset.')
param binariesVersion string = ''

@description('Required. Whether images are spread over availability zones.')
param zoneRedundant bool

@description('Required. Roles of the builder on the gallery and of the control plane on its images.')
param roles { build: string, control: { principalId: string, roleId: string } }

var bases = loadJsonContent('../base-images.json')
var beginning = bases[base]

resource gallery 'Microsoft.Compute/galleries@2024-03-03' = {
  name: galleryName
  location: location
  tags: tags
  properties: {
    description: 'Images of the data science machines'
  }

  resource image 'images' = {
    name: beginning.name
    location: location
    tags: tags
    properties: {
      osType: 'Linux'
      osState: 'Generalized'
      hyperVGeneration: 'V2'
      architecture: 'x64'
      identifier: {
        publisher: 'sallyport'
        offer: 'data-science'
        sku: base
      }
      features: [
        { name: 'SecurityType', value: 'TrustedLaunchSupported' }
      ]
    }
  }
}

resource builderWrites 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: gallery
  name: guid(gallery.id, 'image-builder', 'build')
  properties: {
    description: 'image-builder may add versions to the images of this gallery'
    roleDefinitionId: roles.build
    principalId: identity.principalId
    principalType: 'ServicePrincipal'
  }
}

resource controlReads 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: gallery
  name: guid(gallery.id, 'id-control', 'read')
  properties: {
    description: 'id-control may make machines from the images of this gallery'
    roleDefinitionId: roles.control.roleId
    principalId: roles.control.principalId
    principalType: 'ServicePrincipal'
  }
}

// Azure refuses to write a template again, so each content has a name of its own and what is there is left alone.
var definition = {
  buildTimeoutInMinutes: 180
  source: {
    type: 'PlatformImage'
    publisher: beginning.source.publisher
    offer: beginning.source.offer
    sku: beginning.source.sku
    version: 'latest'
  }
  vmProfile: {
    vmSize: 'Standard_D4ds_v5'
    osDiskSizeGB: 160
    userAssignedIdentities: [
      identity.id
    ]
    vnetConfig: {
      subnetId: subnetIds.images
      containerInstanceSubnetId: subnetIds.imageContainers
    }
  }
  customize: concat(
    [
      {
        type: 'Shell'
        name: 'sign-in-with-entra-and-mount-storage'
        inline: [
          'set -eu'
          'curl -fsSL --retry 3 https://packages.microsoft.com/keys/microsoft.asc | sudo gpg --dearmor --yes -o /usr/share/keyrings/sallyport.gpg'
          'printf "%s\\n" "${join(beginning.apt, '" "')}" | sudo tee /etc/apt/sallyport.list'
          // No other source of packages can be reached from here.
          'sources="-o Dir::Etc::sourcelist=/etc/apt/sallyport.list -o Dir::Etc::sourceparts=-"'
          'sudo apt-get $sources update'
          'sudo DEBIAN_FRONTEND=noninteractive apt-get $sources install -y aadsshlogin azure-cli blobfuse2 ${join(beginning.packages, ' ')}'
          'printf "ACCOUNT=%s\\nENDPOINT=%s\\nTENANT=%s\\n" "${secureAccount.name}" "${secureAccount.endpoint}" "${tenant().tenantId}" | sudo tee /etc/sallyport.conf'
          'echo ${loadFileAsBase64('../machine/mount-project.sh')} | base64 -d | sudo tee /usr/local/bin/mount-project > /dev/null'
          'sudo chmod 755 /usr/local/bin/mount-project'
          // Defender must not send files of a machine to Microsoft as samples.
          'sudo mkdir -p /etc/opt/microsoft/mdatp/managed'
          'echo \'{"cloudService": {"automaticSampleSubmissionConsent": "none"}}\' | sudo tee /etc/opt/microsoft/mdatp/managed/mdatp_managed.json'
        ]
      }
      {
        type: 'Shell'
        name: 'no-password-sign-in'
        inline: [
          'set -eu'
          'echo "PasswordAuthentication no" | sudo tee /etc/ssh/sshd_config.d/10-no-passwords.conf'
          'sudo systemctl mask apache2 rsh rlogin telnet || true'
        ]
      }
    ],
    !empty(binariesVersion)
      ? [
          {
            type: 'Shell'
            name: 'binaries'
            inline: [
              'set -eu'
              'export AZCOPY_AUTO_LOGIN_TYPE=MSI AZCOPY_MSI_RESOURCE_STRING=${identity.id}'
              'sudo mkdir -p /opt/binaries'
              'sudo -E azcopy copy "${secureAccount.endpoint}/datasets/platform/image-binaries/${binariesVersion}/*" /opt/binaries --recursive'
            ]
          }
        ]
      : []
  )
  distribute: [
    {
      type: 'SharedImage'
      runOutputName: 'gallery'
      galleryImageId: gallery::image.id
      versioning: {
        scheme: 'Latest'
        major: 1
      }
      targetRegions: map(concat([location], otherRegions), region => {
        name: region
        replicaCount: 1
        storageAccountType: zoneRedundant ? 'Standard_ZRS' : 'Standard_LRS'
      })
    }
  ]
  autoRun: {
    state: 'Enabled'
  }
  errorHandling: {
    onCustomizerError: 'cleanup'
    onValidationError: 'cleanup'
  }
}

@onlyIfNotExists()
resource template 'Microsoft.VirtualMachineImages/imageTemplates@2024-02-01' = if (build) {
  name: '${templateName}-${take(uniqueString(string(definition)), 6)}'
  location: location
  tags: tags
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identity.id}': {}
    }
  }
  properties: definition
  dependsOn: [
    builderWrites
  ]

  @onlyIfNotExists()
  resource newSource 'triggers' = {
    name: 'source-image'
    properties: {
      kind: 'SourceImage'
    }
  }
}

@description('Resource id of the image that machines are made from.')
output imageId string = gallery::image.id

@description('What definitions of projects call this image.')
output imageName string = gallery::image.name
