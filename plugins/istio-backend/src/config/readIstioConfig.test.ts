import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readIstioConfig } from './readIstioConfig';

const read = (data: JsonObject) => readIstioConfig(new ConfigReader(data));

describe('readIstioConfig', () => {
  it('reads clusters, zones, gitops and durations', () => {
    const config = read({
      istio: {
        clusters: [
          {
            name: 'eu-1',
            title: 'Europe 1',
            url: 'https://eu-1.example.com/',
            token: 't',
          },
          {
            name: 'eu-2',
            kubeconfig: '/etc/kc',
            context: 'eu',
            secrets: true,
          },
        ],
        exposure: {
          zones: [
            {
              name: 'shop',
              domain: 'shop.example.com',
              issuer: { name: 'mesh-ca' },
              gateway: {
                namespace: 'istio-ingress',
                selector: { istio: 'ingressgateway' },
              },
              ownGateways: true,
            },
          ],
        },
        gitops: { repoUrl: 'git.example.com?owner=platform&repo=gitops' },
        staleAfter: '90s',
        changes: { pollInterval: { seconds: 2 } },
      },
    });
    expect(config.clusters).toEqual([
      expect.objectContaining({
        name: 'eu-1',
        title: 'Europe 1',
        url: 'https://eu-1.example.com',
        auth: { type: 'token', token: 't' },
        skipTLSVerify: false,
        // Off unless somebody says otherwise.
        secrets: false,
      }),
      expect.objectContaining({
        name: 'eu-2',
        secrets: true,
        url: undefined,
        auth: { type: 'kubeconfig', path: '/etc/kc', context: 'eu' },
      }),
    ]);
    expect(config.zones).toEqual([
      {
        name: 'shop',
        domain: 'shop.example.com',
        issuer: {
          kind: 'ClusterIssuer',
          name: 'mesh-ca',
          group: 'cert-manager.io',
        },
        gateway: {
          namespace: 'istio-ingress',
          selector: { istio: 'ingressgateway' },
        },
        ownGateways: true,
      },
    ]);
    expect(config.gitops).toEqual({
      repoUrl: 'git.example.com?owner=platform&repo=gitops',
      branch: 'main',
      path: 'clusters/{cluster}/{namespace}',
    });
    expect(config.staleAfterMs).toBe(90_000);
    expect(config.changePollMs).toBe(2_000);
  });

  it('takes the clusters of the Kubernetes plugin when it has none of its own', () => {
    const config = read({
      kubernetes: {
        clusterLocatorMethods: [
          { type: 'localKubectlProxy' },
          { type: 'catalog' },
          {
            type: 'config',
            clusters: [
              {
                name: 'a',
                url: 'https://a.example.com',
                authProvider: 'serviceAccount',
                serviceAccountToken: 'secret',
                skipTLSVerify: true,
              },
              {
                name: 'b',
                url: 'https://b.example.com',
                authMetadata: { 'kubernetes.io/auth-provider': 'google' },
              },
              {
                name: 'c',
                url: 'https://c.example.com',
                authProvider: 'serviceAccount',
              },
            ],
          },
        ],
      },
    });
    expect(
      config.clusters.map(cluster => [cluster.name, cluster.auth.type]),
    ).toEqual([
      ['local', 'none'],
      ['a', 'token'],
      ['b', 'unsupported'],
      ['c', 'in-cluster'],
    ]);
  });

  it('lets its own clusters override, even when there are none', () => {
    const config = read({
      istio: { clusters: [] },
      kubernetes: { clusterLocatorMethods: [{ type: 'localKubectlProxy' }] },
    });
    expect(config.clusters).toEqual([]);
  });

  it.each<[string, JsonObject, string]>([
    [
      'no address',
      { clusters: [{ name: 'x' }] },
      'istio.clusters[0] (x): set url or kubeconfig',
    ],
    [
      'two addresses',
      { clusters: [{ name: 'x', url: 'https://x', kubeconfig: '/k' }] },
      'istio.clusters[0] (x): set either url or kubeconfig, not both',
    ],
    [
      'two credentials',
      {
        clusters: [{ name: 'x', url: 'https://x', token: 'a', tokenFile: 'b' }],
      },
      'istio.clusters[0] (x): set only one of token, tokenFile and kubeconfig',
    ],
    [
      'a name twice',
      {
        clusters: [
          { name: 'x', url: 'https://x' },
          { name: 'x', url: 'https://y' },
        ],
      },
      "Cluster 'x' is configured twice; give each cluster its own name",
    ],
    [
      'a foreign scheme',
      { clusters: [{ name: 'x', url: 'ftp://x' }] },
      "istio.clusters[0].url: 'ftp://x' must begin with https:// or http://",
    ],
    [
      'a zone that selects every pod',
      {
        exposure: {
          zones: [
            {
              name: 'z',
              domain: 'z.example.com',
              issuer: { name: 'i' },
              gateway: { namespace: 'n', selector: {} },
            },
          ],
        },
      },
      'istio.exposure.zones[0] (z): gateway.selector needs at least one label, or every pod would count as gateway',
    ],
  ])('refuses %s in one sentence', (_, istio, message) => {
    expect(() => read({ istio })).toThrow(message);
  });
});
