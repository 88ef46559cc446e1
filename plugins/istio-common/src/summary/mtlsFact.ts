import type { PortMtlsStatus, WorkloadStatus } from '../api/facts';
import { type InboundMtlsMode, worstTone } from '../model/verdicts';
import { type FactDraft, plainWhy } from './factDraft';
import { listWords, placeWords } from './placeWords';

/** From least to most strict. */
const MODES: readonly InboundMtlsMode[] = [
  'plaintext',
  'DISABLE',
  'PERMISSIVE',
  'unknown',
  'bypassed',
  'STRICT',
];

const WORDS: Readonly<Record<InboundMtlsMode, string>> = {
  STRICT: 'Strict',
  PERMISSIVE: 'Permissive',
  DISABLE: 'Disabled',
  bypassed: 'Bypassed',
  plaintext: 'Plain text',
  unknown: 'Unknown',
};

interface Row {
  cluster: string;
  port: PortMtlsStatus;
}

function portWords(worst: readonly Row[], all: readonly Row[]): string {
  const ports = new Set(worst.map(({ port }) => port.port));
  if (worst.length === all.length || ports.has(0)) return 'on every port';
  const names = [...ports].sort((a, b) => a - b).map(String);
  return `on ${listWords(names)}`;
}

function originWords({ port }: Row): string {
  const decider = port.why.considered.find(one => one.decides)?.ref;
  const name = decider && `${decider.namespace}/${decider.name}`;
  switch (port.source) {
    case 'port':
    case 'workload':
      return `from policy ${name}`;
    case 'namespace':
      return `from namespace policy ${name}`;
    case 'mesh':
      return `from mesh policy ${name}`;
    case 'default':
      return "from Istio's default, no policy sets a mode";
    default:
      return port.why.summary;
  }
}

function gatewayFact(workloads: readonly WorkloadStatus[]): FactDraft {
  const why = workloads[0]?.mtls[0]?.why ?? plainWhy('No port is known');
  return {
    id: 'mtls',
    tone: 'neutral',
    word: 'By server',
    text: 'each Gateway sets its own TLS',
    origin: why.summary,
    why,
  };
}

/** The least strict inbound mode of any port, and which policy set it. */
export function mtlsFact(workloads: readonly WorkloadStatus[]): FactDraft {
  const rows = workloads.flatMap(({ cluster, mtls }) =>
    mtls
      .filter(({ source }) => source !== 'gateway')
      .map((port): Row => ({ cluster, port })),
  );
  const mode = MODES.find(one => rows.some(({ port }) => port.mode === one));
  if (!mode) return gatewayFact(workloads);
  const worst = rows.filter(({ port }) => port.mode === mode);
  const [first] = worst;
  const origins = [...new Set(worst.map(originWords))];
  const decider = first.port.why.considered.find(one => one.decides);
  const place = placeWords(
    worst.map(({ cluster }) => cluster),
    rows.map(({ cluster }) => cluster),
  );
  const more = origins.length - 1;
  return {
    id: 'mtls',
    tone: worstTone(worst.map(({ port }) => port.tone)),
    word: WORDS[mode],
    text: portWords(worst, rows),
    origin: `${origins[0]}${more > 0 ? ` and ${more} more` : ''}${place}`,
    ...(decider && {
      decidedBy: { cluster: first.cluster, ref: decider.ref },
    }),
    why: first.port.why,
  };
}
