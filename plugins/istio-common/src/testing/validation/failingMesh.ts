import { rawInjector, rawIstiod } from '../rawObjects';
import { raw } from '../validationWorld';
import { type FailingExample, failing, peerAuthentication } from './failing';

/** For the checks of the mesh, and what stays behind. */
export const FAILING_MESH: Readonly<Record<string, readonly FailingExample[]>> =
  {
    'release-goes-forward': [
      failing(
        'install',
        'MW0189 version',
        { version: '1.29.6', tags: [] },
        { live: [rawIstiod('1-30-3', '1.30.3')] },
      ),
      failing(
        'install',
        'MW0189 tags.1',
        { version: '1.29.6', tags: ['new', 'prod'] },
        {
          live: [rawIstiod('1-30-3', '1.30.3'), rawInjector('1-30-3', 'prod')],
        },
      ),
    ],
    'revision-exists': [
      failing('ingress', 'MW0212 gateway.own.revision', {
        gateway: { namespace: 'shop', own: { revision: 'gone' } },
      }),
      failing(
        'mtls',
        'MW0212',
        {},
        {
          objects: built => [
            ...built,
            {
              apiVersion: 'v1',
              kind: 'Namespace',
              metadata: { name: 'shop', labels: { 'istio.io/rev': 'gone' } },
            },
          ],
        },
      ),
    ],
    'revision-is-unused': [
      failing('upgrade', 'MW0274 from.revision', {
        from: { version: '1.29.6', revision: 'default' },
      }),
      // A namespace whose new pods would not start.
      failing(
        'upgrade',
        'MW0274 from.revision',
        {},
        {
          live: [
            raw(
              'v1',
              'Namespace',
              'bookinfo',
              {},
              { labels: { 'istio.io/rev': '1-29-6' } },
            ),
          ],
        },
      ),
    ],
    'users-remain': [
      failing(
        'certificate',
        'MW0174',
        {},
        {
          live: [
            raw(
              'cert-manager.io/v1',
              'Certificate',
              'shop/cart-server',
              {
                spec: {
                  secretName: 'cart-server',
                  issuerRef: { name: 'mesh-ca', kind: 'ClusterIssuer' },
                },
              },
              { annotations: { 'meshwright.dev/change': 'c1' } },
            ),
            raw('networking.k8s.io/v1', 'Ingress', 'shop/web', {
              spec: { tls: [{ secretName: 'cart-server' }] },
            }),
          ],
          context: { remove: true },
        },
      ),
    ],
    'claim-is-empty': [
      {
        ...{ kind: 'onboard', finds: 'MW0121 tenant' },
        input: {
          ...{ cluster: 'eu-1', namespace: 'shop', revision: 'default' },
          gateway: { namespace: 'istio-ingress' },
          tenant: {
            subjects: [{ name: 'team-shop' }],
            domains: ['shop.example.com'],
            issuer: { name: 'mesh-ca' },
          },
        },
        live: [
          raw('cert-manager.io/v1', 'Certificate', 'istio-ingress/shop-cart', {
            spec: {
              secretName: 'shop-cart',
              issuerRef: { name: 'mesh-ca', kind: 'ClusterIssuer' },
            },
          }),
        ],
        context: { remove: true },
      },
    ],
    'waits-for-sync': [
      failing(
        'certificate',
        'MW0173',
        { namespace: 'new' },
        {
          context: {
            repository: {
              objects: [
                {
                  path: 'clusters/eu-1/new/namespace.yaml',
                  object: {
                    apiVersion: 'v1',
                    kind: 'Namespace',
                    metadata: { name: 'new' },
                  },
                },
              ],
              unverified: [],
            },
          },
        },
      ),
    ],
    'mesh-stays-well': [
      // The selector-less policy that is there already, and older, counts.
      failing(
        'mtls',
        'IST0167 scope',
        {},
        { live: [peerAuthentication('shop/strict', 'PERMISSIVE')] },
      ),
      // A rule that makes clients speak plain text to what becomes STRICT.
      failing(
        'mtls',
        'MW0002 mode',
        {},
        {
          live: [
            raw('networking.istio.io/v1', 'DestinationRule', 'shop/plain', {
              spec: {
                host: 'cart.shop.svc.cluster.local',
                trafficPolicy: { tls: { mode: 'DISABLE' } },
              },
            }),
          ],
        },
      ),
      // Another VirtualService of the mesh for the host.
      failing(
        'egress',
        'IST0109 host',
        {},
        {
          live: [
            raw('networking.istio.io/v1', 'VirtualService', 'shop/partner', {
              spec: {
                hosts: ['api.partner.com'],
                http: [
                  { route: [{ destination: { host: 'api.partner.com' } }] },
                ],
              },
            }),
          ],
        },
      ),
      // A subset that the change forgot to define.
      failing(
        'egress',
        'MW0153',
        {},
        {
          objects: built =>
            built.filter(
              ({ metadata }) => !metadata.name.startsWith('to-egress'),
            ),
        },
      ),
      // A Secret that is written elsewhere than where the gateway pods run.
      failing(
        'ingress',
        'IST0101 gateway.selector',
        {},
        {
          objects: built =>
            built.map(object =>
              object.kind === 'Certificate'
                ? {
                    ...object,
                    metadata: { ...object.metadata, namespace: 'shop' },
                  }
                : object,
            ),
        },
      ),
      // A Service outside of the mesh that is not there.
      failing('egress', 'MW0151 host', {
        destination: 'service',
        host: 'vault.vault.svc.cluster.local',
      }),
    ],
  };
