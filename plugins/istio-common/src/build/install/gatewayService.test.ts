import { intentProblems } from '../intentProblems';
import { buildInstall } from './buildInstall';
import { gatewayService } from './gatewayService';
import { installIntentSchema } from './installIntent';

function parse(gateway: object, by = 'helm') {
  return installIntentSchema.safeParse({
    ...{ cluster: 'eu-1', version: '1.30.3', delivery: { by } },
    gateways: [{ name: 'gw', namespace: 'edge', ...gateway }],
  });
}

function serviceOf(gateway: object) {
  const { data } = parse(gateway);
  return data && gatewayService(data.gateways[0]);
}

const AWS = 'service.beta.kubernetes.io/aws-load-balancer-';

describe('the load balancer of an installed gateway', () => {
  it.each<[object, object]>([
    [{}, { annotations: {} }],
    [
      { cloud: 'aws' },
      {
        annotations: {
          [`${AWS}nlb-target-type`]: 'ip',
          [`${AWS}scheme`]: 'internal',
        },
        loadBalancerClass: 'service.k8s.aws/nlb',
      },
    ],
    [
      { cloud: 'gcp', reach: 'internet' },
      { annotations: { 'cloud.google.com/l4-rbs': 'enabled' } },
    ],
    [
      { cloud: 'azure', serviceAnnotations: { a: 'b' } },
      {
        annotations: {
          'service.beta.kubernetes.io/azure-load-balancer-internal': 'true',
          a: 'b',
        },
      },
    ],
    // What somebody says of the Service itself counts.
    [
      {
        ...{ cloud: 'aws', loadBalancerClass: 'own/class' },
        serviceAnnotations: { [`${AWS}scheme`]: 'internet-facing' },
      },
      {
        annotations: {
          [`${AWS}nlb-target-type`]: 'ip',
          [`${AWS}scheme`]: 'internet-facing',
        },
        loadBalancerClass: 'own/class',
      },
    ],
  ])('is that of %j', (gateway, service) => {
    expect(serviceOf(gateway)).toEqual(service);
  });

  it.each([
    [{ role: 'egress', cloud: 'aws' }, 'cloud has no meaning for ClusterIP'],
    [{ reach: 'internet' }, 'reach has no effect without cloud'],
    [{ cloud: 'ibm' }, 'cloud is not known'],
  ])('is refused for %j', (gateway, words) => {
    const { error } = parse(gateway);
    const [first] = error ? intentProblems(error) : [];
    expect(`${first?.field} ${first?.message}`).toContain(words);
  });

  it.each(['helm', 'istioctl'])('is asked for by %s', by => {
    const { data } = parse({ cloud: 'aws', reach: 'internet' }, by);
    const { files = [] } = data ? buildInstall(data) : {};
    const text = files.map(({ content }) => content).join('\n');
    expect(text).toMatch(/aws-load-balancer-scheme: internet-facing/);
    expect(text).toMatch(/loadBalancerClass: service\.k8s\.aws\/nlb/);
  });
});
