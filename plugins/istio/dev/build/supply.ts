import type { SupplyFacts } from '@meshwright/backstage-plugin-istio-common';

/** Every image comes from a registry that is allowed. */
export const supplyFine: SupplyFacts = {
  blocked: [],
  images: [
    {
      container: 'istio-proxy',
      image: 'registry.example.com/istio/proxyv2:1.30.3',
      pods: 3,
      allowed: true,
    },
  ],
  tone: 'ok',
  why: {
    summary: 'Every image of the mesh comes from registry.example.com.',
    considered: [],
  },
};

/** The registry refuses one image, and another comes from elsewhere. */
export const pullBlocked: SupplyFacts = {
  blocked: [
    {
      pod: 'recommend-6c4f9b-q8zkd',
      container: 'istio-proxy',
      image: 'registry.example.com/istio/proxyv2:1.30.3',
      reason: 'ImagePullBackOff',
      message:
        'failed to pull and unpack image "registry.example.com/istio/proxyv2:1.30.3": unexpected status: 412 Precondition Failed: current image with "Pending" status of vulnerability scanning cannot be pulled due to configured policy',
      meaning:
        'The registry refuses the image by its vulnerability or signature policy.',
    },
  ],
  images: [
    {
      container: 'istio-proxy',
      image: 'registry.example.com/istio/proxyv2:1.30.3',
      pods: 1,
      allowed: true,
    },
    {
      container: 'istio-validation',
      image: 'docker.io/istio/proxyv2:1.30.3',
      pods: 2,
      allowed: false,
    },
  ],
  tone: 'error',
  why: {
    summary:
      'One of three pods cannot start: the registry answers 412 for istio/proxyv2:1.30.3.',
    considered: [],
  },
  action: {
    title: 'Have the image scanned',
    detail:
      'Start the scan of istio/proxyv2:1.30.3 in registry.example.com; the pull is repeated by itself.',
    command:
      'curl -X POST https://registry.example.com/api/v2.0/projects/istio/repositories/proxyv2/artifacts/1.30.3/scan',
  },
};
