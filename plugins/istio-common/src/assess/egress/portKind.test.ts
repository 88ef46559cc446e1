import { portKind, servicePortKind } from './portKind';

// Source: pkg/config/protocol/instance.go, Parse; pkg/config/kube/conversion.go.
describe('the kind of a port', () => {
  it.each<[string, string]>([
    ['HTTP', 'http'],
    ['http2', 'http'],
    ['gRPC', 'http'],
    ['GRPC-Web', 'http'],
    ['HTTP_PROXY', 'http'],
    ['HTTPS', 'tls'],
    ['tls', 'tls'],
    ['TCP', 'tcp'],
    ['Mongo', 'tcp'],
    ['REDIS', 'tcp'],
    ['mysql', 'tcp'],
    ['udp', 'auto'],
    ['', 'auto'],
  ])('of protocol %s is %s', (protocol, kind) => {
    expect(portKind(protocol)).toBe(kind);
  });

  it.each<[string | undefined, string | undefined, string]>([
    ['http', undefined, 'http'],
    ['HTTP-web', undefined, 'http'],
    ['https-web', undefined, 'tls'],
    ['grpc-web', undefined, 'http'],
    ['grpc-web-x', undefined, 'http'],
    ['x-grpc-web', undefined, 'auto'],
    ['web-http', undefined, 'auto'],
    ['tcp', undefined, 'tcp'],
    [undefined, undefined, 'auto'],
    // What Kubernetes says of the protocol comes before the name.
    ['http', 'tcp', 'tcp'],
    ['tcp', 'kubernetes.io/h2c', 'http'],
    ['tcp', 'kubernetes.io/ws', 'http'],
    ['tcp', 'kubernetes.io/wss', 'tls'],
    ['tcp', 'example.com/own', 'auto'],
  ])('of a Service named %s with appProtocol %s is %s', (name, app, kind) => {
    const port = { port: 80, targetPort: '80', protocol: 'TCP' };
    expect(
      servicePortKind({
        ...port,
        ...(name !== undefined && { name }),
        ...(app !== undefined && { appProtocol: app }),
      }),
    ).toBe(kind);
  });
});
