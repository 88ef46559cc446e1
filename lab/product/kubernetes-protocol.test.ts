import { kubeProtocolSuite } from '@meshwright/sandbox';
import { labFacts } from './labFacts';

// The sandbox is held to the same tests: where they fail here, they claim
// something that no API server does.
kubeProtocolSuite('kube-apiserver', () => {
  const { apiServer, tokens } = labFacts();
  return { url: apiServer.url, caData: apiServer.caData, tokens };
});
