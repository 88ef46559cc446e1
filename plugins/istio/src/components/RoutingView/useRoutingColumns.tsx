import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ExposureStatus } from '@meshwright/backstage-plugin-istio-common';
import { useVerdictWords } from '../../hooks/useVerdictWords';
import { safeHref } from '../../links/safeHref';
import { objectName, objectText } from '../../text/objectText';
import { textColours } from '../../theme/textColours';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { DisclosureButton } from '../FactTable/DisclosureButton';
import type { FactColumn } from '../FactTable/FactTable';
import { InlineLink } from '../LinkedText/InlineLink';
import { StateWord } from '../StateWord/StateWord';

const useStyles = makeStyles((theme: Theme) => ({
  strong: { fontWeight: 600 },
  quiet: { fontSize: '0.75rem', color: textColours(theme).quiet },
  route: { '& + &': { marginTop: theme.spacing(0.75) } },
}));

interface Disclosure {
  open: boolean;
  onToggle: () => void;
}

/** Columns from the host on the left to the workload on the right. */
export function useRoutingColumns(
  disclosureOf: (row: ExposureStatus) => Disclosure,
): Array<FactColumn<ExposureStatus>> {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useStyles();
  const words = useVerdictWords();
  return [
    {
      id: 'host',
      title: t('routing.host'),
      render: row => <HostCell exposure={row} />,
    },
    {
      id: 'gateway',
      title: t('routing.gateway'),
      render: row => <GatewayCell exposure={row} />,
    },
    {
      id: 'route',
      title: t('routing.route'),
      render: ({ routes }) =>
        routes.length === 0
          ? t('routing.noRoute')
          : routes.map(route => (
              <div
                key={`${objectText(route.ref)} ${route.match}`}
                className={classes.route}
              >
                {route.match}
                <div className={classes.quiet}>{objectText(route.ref)}</div>
              </div>
            )),
    },
    {
      id: 'service',
      title: t('routing.service'),
      render: ({ routes }) =>
        routes.map(({ ref, match, service, port }) => (
          <div key={`${objectText(ref)} ${match}`} className={classes.route}>
            {service ? objectName(service) : t('tab.noStep')}
            <div className={classes.quiet}>{port && `:${port}`}</div>
          </div>
        )),
    },
    {
      id: 'workload',
      title: t('routing.workload'),
      render: ({ workloads }) =>
        workloads.map(ref => (
          <div key={objectText(ref)}>
            {objectName(ref)}
            <div className={classes.quiet}>{ref.kind}</div>
          </div>
        )),
    },
    {
      id: 'state',
      title: t('routing.state'),
      render: row => (
        <>
          <StateWord word={words.exposure(row.state)} tone={row.tone} />
          <div>
            <DisclosureButton
              {...disclosureOf(row)}
              label={t('routing.showWhy', {
                host: row.host,
                cluster: row.cluster,
              })}
            >
              {t('tab.why')}
            </DisclosureButton>
          </div>
        </>
      ),
    },
  ];
}

function HostCell({ exposure }: { exposure: ExposureStatus }) {
  const classes = useStyles();
  const { host, url, cluster, state } = exposure;
  const href = state === 'exposed' ? safeHref(url) : undefined;
  return (
    <>
      {href ? (
        <InlineLink to={href}>{url}</InlineLink>
      ) : (
        <span className={classes.strong}>{host}</span>
      )}
      <div className={classes.quiet}>{cluster}</div>
    </>
  );
}

function GatewayCell({ exposure }: { exposure: ExposureStatus }) {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useStyles();
  const { gateway, server, gatewayPods } = exposure;
  const listener = [
    server.name,
    `${server.protocol} ${server.port}`,
    server.tlsMode,
  ];
  return (
    <>
      {objectName(gateway)}
      <div className={classes.quiet}>{listener.filter(Boolean).join(', ')}</div>
      <div className={classes.quiet}>
        {gatewayPods.length === 0
          ? t('routing.noGatewayPods')
          : gatewayPods
              .map(({ namespace, pods, ready }) =>
                t('routing.gatewayPods', {
                  ready: String(ready),
                  count: pods,
                  namespace,
                }),
              )
              .join('; ')}
      </div>
    </>
  );
}
